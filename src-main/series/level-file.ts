import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { bytesOf, type Rows, rowsOf } from '../../src-shared/series/row-layout.ts';

/** Rows that share a checksum. Few, for a logarithmic axis takes some fifty rows of every level. */
const BLOCK_ROWS = 64;
/** Bytes behind the rows of a block: their CRC-32, padded. */
const TRAILER = 8;

/** A file does not hold what was written into it. Not for people: the file is made anew. */
export class DamagedLevel extends Error {}

/**
 * Reads rows `first` to `end` (not included) of a level file that holds `total` of them. The file is rows in blocks of 64, each followed
 * by a checksum; the last block may be shorter. Not asynchronous: a picture takes up to a thousand small reads, and handing each to another
 * thread and back costs several times what it does. Throws `DamagedLevel` where a checksum is wrong or the file is too short or missing.
 */
export function readLevel(
  file: string,
  rowBytes: number,
  { first, end, total }: { first: number; end: number; total: number },
): Rows {
  if (first >= end) return rowsOf(new Uint8Array(0), rowBytes);
  const blockBytes = BLOCK_ROWS * rowBytes + TRAILER;
  const firstBlock = Math.floor(first / BLOCK_ROWS);
  const endBlock = Math.ceil(end / BLOCK_ROWS);
  const rowsRead = Math.min(endBlock * BLOCK_ROWS, total) - firstBlock * BLOCK_ROWS;
  const bytes = new Uint8Array(rowsRead * rowBytes + (endBlock - firstBlock) * TRAILER);
  readBytes(file, bytes, firstBlock * blockBytes);
  // Trailers are squeezed out in place, block by block.
  for (let block = 0; block < endBlock - firstBlock; block += 1) {
    const rows = Math.min(BLOCK_ROWS, rowsRead - block * BLOCK_ROWS);
    const start = block * blockBytes;
    const checked = bytes.subarray(start, start + rows * rowBytes);
    const trailer = new DataView(bytes.buffer, start + checked.length, TRAILER);
    if (trailer.getUint32(0, true) !== crc32(checked)) throw new DamagedLevel('A checksum is wrong');
    bytes.copyWithin(block * BLOCK_ROWS * rowBytes, start, start + checked.length);
  }
  const skipped = first - firstBlock * BLOCK_ROWS;
  return rowsOf(bytes.subarray(skipped * rowBytes, (skipped + end - first) * rowBytes), rowBytes);
}

/** Fills `bytes` from there on. */
function readBytes(file: string, bytes: Uint8Array, position: number): void {
  const descriptor = openLevel(file);
  try {
    const read = readSync(descriptor, bytes, 0, bytes.length, position);
    if (read !== bytes.length) throw new DamagedLevel(`${file} ends early`);
  } finally {
    closeSync(descriptor);
  }
}

function openLevel(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (cause) {
    throw new DamagedLevel(`${file} is missing`, { cause });
  }
}

/**
 * Writes rows from number `first` on, over what is there or behind it; `total` is how many the file held (0: it is made). Not atomic: a file
 * that was being written when the power went does not fit its checksums. Throws `DamagedLevel`.
 */
export async function writeLevel(
  file: string,
  rows: Rows,
  { first, total }: { first: number; total: number },
): Promise<void> {
  const { rowBytes } = rows;
  const firstBlock = Math.floor(first / BLOCK_ROWS);
  const kept = bytesOf(readLevel(file, rowBytes, { first: firstBlock * BLOCK_ROWS, end: first, total }));
  const added = bytesOf(rows);
  const perBlock = BLOCK_ROWS * rowBytes;
  const blocks: Uint8Array[] = [];
  for (let start = 0; start < kept.length + added.length; start += perBlock) {
    const block = Buffer.concat([
      kept.subarray(start, start + perBlock),
      added.subarray(Math.max(0, start - kept.length), Math.max(0, start + perBlock - kept.length)),
    ]);
    const trailer = Buffer.alloc(TRAILER);
    trailer.writeUInt32LE(crc32(block));
    blocks.push(block, trailer);
  }
  const handle = await open(file, total === 0 ? 'w' : 'r+');
  try {
    await handle.write(Buffer.concat(blocks), 0, undefined, firstBlock * (perBlock + TRAILER));
  } finally {
    await handle.close();
  }
}
