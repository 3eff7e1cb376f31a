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
  /** Forgets records that no picture of any data set uses; returns how many. Only when no import is going on. */
  removeUnreferenced(): number;
}
