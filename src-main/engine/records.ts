import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { AppError } from '../../src-shared/errors.ts';
import { RECORD, type Samples } from './protocol.ts';

/** Reads decoded pictures, whole. Reading goes on in other threads while TensorFlow works in this one; `reader/` also checks and cuts there. */
export interface Records {
  /** uint8 [indices.length, 256, 256, 3] of the samples at `indices`. Throws `damaged` where a checksum does not fit. */
  read(samples: Samples, indices: readonly number[]): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Opens the workspace's cache of records. */
export async function openRecords(file: string): Promise<Records> {
  const handle = await open(file, 'r').catch((cause) => {
    throw new AppError(
      'damaged',
      `The cache of decoded pictures ${file} cannot be read: import the data set again.`,
      {
        cause,
      },
    );
  });
  return {
    read: async (samples, indices) => {
      const records = new Uint8Array(indices.length * RECORD.bytes);
      await Promise.all(
        indices.map((sample, place) => {
          const record = records.subarray(place * RECORD.bytes, (place + 1) * RECORD.bytes);
          return readRecord(handle, file, samples, sample, record);
        }),
      );
      return records;
    },
    close: () => handle.close(),
  };
}

async function readRecord(
  handle: FileHandle,
  file: string,
  { slots, checksums }: Samples,
  sample: number,
  record: Uint8Array,
): Promise<void> {
  const slot = slots[sample] ?? 0;
  const { bytesRead } = await handle.read(record, 0, RECORD.bytes, slot * RECORD.bytes);
  requireWhole(record, bytesRead, checksums[sample], { file, slot });
}

/** Throws `damaged` unless a record was read to its end and has its checksum. */
export function requireWhole(
  record: Uint8Array,
  bytesRead: number,
  checksum: number | undefined,
  { file, slot }: { readonly file: string; readonly slot: number },
): void {
  if (bytesRead === RECORD.bytes && crc32(record) === checksum) return;
  throw new AppError(
    'damaged',
    `Picture ${slot} in the cache ${file} is damaged: delete that file and import the data set again.`,
  );
}
