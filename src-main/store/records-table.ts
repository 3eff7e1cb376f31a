import type { Database } from 'better-sqlite3';

/** One decoded picture of the record cache: its place, and what its picture file was. */
export interface PictureRecord {
  slot: number;
  /** SHA-256 of the picture file's bytes, 64 lower-case hex digits. */
  sha256: string;
  /** CRC-32 of the record's bytes. */
  crc32: number;
  /** Size of the picture as it was imported, in pixels. */
  width: number;
  height: number;
}

/** Which records the cache holds. A slot with a row is taken; bytes behind other slots mean nothing. */
export interface RecordsTable {
  /** The records already in the cache, by SHA-256; those that are not there are left out. */
  findBySha(sha256s: readonly string[]): Map<string, PictureRecord>;
  /** The record in this slot, for its thumbnail; null where the slot is free. */
  findBySlot(slot: number): PictureRecord | null;
  /**
   * Slots for `count` new records, ascending: free ones of the cache first, then the end of it. They are set aside in memory
   * until the store is closed, so two imports never get the same; after a crash, slots without rows are simply free again.
   */
  allocateSlots(count: number): number[];
  /** Gives back slots whose records were not written or not wanted (an import that was cancelled). */
  releaseSlots(slots: readonly number[]): void;
  /** Says that these records' bytes are on the disk (written and synced). */
  insertMany(records: readonly PictureRecord[]): void;
  /** Says that a damaged record was written anew in its slot. */
  setChecksum(slot: number, crc32: number): void;
  /** Forgets records that no picture of any data set uses; returns how many. Only when no import is going on. */
  removeUnreferenced(): number;
}

interface RecordRow {
  slot: number;
  file_sha256: string;
  crc32: number;
  width: number;
  height: number;
}

export function createRecordsTable(db: Database): RecordsTable {
  const bySha = db.prepare<{ sha256: string }, RecordRow>(
    'SELECT slot, file_sha256, crc32, width, height FROM records WHERE file_sha256 = @sha256',
  );
  const bySlot = db.prepare<{ slot: number }, RecordRow>(
    'SELECT slot, file_sha256, crc32, width, height FROM records WHERE slot = @slot',
  );
  const insert = db.prepare<PictureRecord>(
    `INSERT INTO records (slot, file_sha256, crc32, width, height)
     VALUES (@slot, @sha256, @crc32, @width, @height)`,
  );
  const updateChecksum = db.prepare<{ slot: number; crc32: number }>(
    'UPDATE records SET crc32 = @crc32 WHERE slot = @slot',
  );
  const deleteUnreferenced = db.prepare(
    'DELETE FROM records WHERE NOT EXISTS (SELECT 1 FROM pictures WHERE pictures.slot = records.slot)',
  );
  const lastSlot = db.prepare<[], number | null>('SELECT max(slot) FROM records').pluck();
  const gaps = db.prepare<[], { first: number; next: number }>(
    `SELECT first, next
     FROM (SELECT lag(slot, 1, -1) OVER (ORDER BY slot) + 1 AS first, slot AS next FROM records)
     WHERE first < next ORDER BY first`,
  );

  /** What is not set aside yet: free slots below the end, lowest last, and the end. Read when first needed. */
  let free: { slots: number[]; end: number } | undefined;
  function freeSlots(): { slots: number[]; end: number } {
    free ??= {
      slots: gaps
        .all()
        .flatMap(({ first, next }) => Array.from({ length: next - first }, (_, i) => first + i))
        .reverse(),
      end: (lastSlot.get() ?? -1) + 1,
    };
    return free;
  }

  return {
    findBySha(sha256s) {
      const found = new Map<string, PictureRecord>();
      for (const sha256 of sha256s) {
        const row = bySha.get({ sha256 });
        if (row !== undefined) found.set(sha256, toRecord(row));
      }
      return found;
    },
    findBySlot(slot) {
      const row = bySlot.get({ slot });
      return row === undefined ? null : toRecord(row);
    },
    allocateSlots(count) {
      const rest = freeSlots();
      return Array.from({ length: count }, () => rest.slots.pop() ?? rest.end++);
    },
    releaseSlots(slots) {
      const rest = freeSlots();
      rest.slots = [...rest.slots, ...slots].sort((a, b) => b - a);
    },
    insertMany: db.transaction((records: readonly PictureRecord[]) => {
      for (const record of records) insert.run(record);
    }),
    setChecksum(slot, crc32) {
      updateChecksum.run({ slot, crc32 });
    },
    removeUnreferenced() {
      free = undefined;
      return deleteUnreferenced.run().changes;
    },
  };
}

function toRecord(row: RecordRow): PictureRecord {
  return { slot: row.slot, sha256: row.file_sha256, crc32: row.crc32, width: row.width, height: row.height };
}
