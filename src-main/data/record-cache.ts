import { writeSync } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { AppError } from '../../src-shared/errors.ts';
import { RECORD } from '../engine/protocol.ts';

/** The file of decoded pictures, open for an import: record i is uint8 `[256, 256, 3]` at byte `i × 196,608`. */
export interface RecordCache {
  /** The record in `slot`. Errors: `damaged` where its CRC-32 is not this one. */
  read(slot: number, checksum: number): Promise<Uint8Array>;
  /** Writes a record, whose bytes are safe only after the next `sync`. Gives its CRC-32. Throws as the file system does. */
  write(slot: number, record: Uint8Array): number;
  /** Brings everything that was written before it to the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the cache, making an empty one where there is none. */
export async function openRecordCache(file: string): Promise<RecordCache> {
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT);
  return {
    async read(slot, checksum) {
      const record = new Uint8Array(RECORD.bytes);
      const { bytesRead } = await handle.read(record, 0, RECORD.bytes, slot * RECORD.bytes);
      if (bytesRead !== RECORD.bytes || crc32(record) !== checksum) {
        throw new AppError('damaged', `Picture ${slot} in the cache ${file} is damaged.`);
      }
      return record;
    },
    write(slot, record) {
      writeAll(handle.fd, record, slot * RECORD.bytes);
      return crc32(record);
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/**
 * Synchronous: it copies to the system's memory, which is faster than the way to another thread. A disk that is about to be full
 * takes a part; only the next write says why.
 */
function writeAll(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}
