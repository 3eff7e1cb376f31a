import { open } from 'node:fs/promises';
import sharp from 'sharp';
import { AppError } from '../../src-shared/errors.ts';
import { RECORD } from '../engine/protocol.ts';

/** The record in `slot` of the cache at `size` × `size` pixels, as WebP. Errors: `not-found` where the cache has no such record. */
export async function readThumbnail(
  recordsFile: string,
  slot: number,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, channels } = RECORD;
  const record = await readRecord(recordsFile, slot);
  const webp = await sharp(record, { raw: { width, height, channels } })
    .resize(size, size)
    .webp({ quality: 82 })
    .toBuffer();
  return new Uint8Array(webp);
}

async function readRecord(file: string, slot: number): Promise<Uint8Array> {
  const record = new Uint8Array(RECORD.bytes);
  const handle = await open(file).catch((cause) => {
    throw missing(slot, cause);
  });
  try {
    const { bytesRead } = await handle.read(record, 0, RECORD.bytes, slot * RECORD.bytes);
    if (bytesRead !== RECORD.bytes) throw missing(slot);
  } finally {
    await handle.close();
  }
  return record;
}

function missing(slot: number, cause?: unknown): AppError {
  return new AppError('not-found', `The cache has no picture ${slot}.`, { cause });
}
