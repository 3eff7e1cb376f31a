import { open } from 'node:fs/promises';
import sharp from 'sharp';
import { RECORD } from '../engine/protocol.ts';

/** Pixels `[height, width, 3]`, uint8, as a PNG file. */
export function encodePng(pixels: Uint8Array, width: number, height: number): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** A record of the cache made small, as PNG; null where the cache has none in this slot. */
export async function recordPng(recordsFile: string, slot: number, size: number): Promise<Buffer | null> {
  const record = new Uint8Array(RECORD.bytes);
  const handle = await open(recordsFile).catch(() => null);
  if (handle === null) return null;
  try {
    const { bytesRead } = await handle.read(record, 0, RECORD.bytes, slot * RECORD.bytes);
    if (bytesRead !== RECORD.bytes) return null;
  } finally {
    await handle.close();
  }
  const { width, height, channels } = RECORD;
  return sharp(record, { raw: { width, height, channels } }).resize(size, size).png().toBuffer();
}
