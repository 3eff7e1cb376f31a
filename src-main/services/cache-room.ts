import { mkdir, stat, statfs, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import { RECORD } from '../engine/protocol.ts';

/** Left for the database and whatever else writes meanwhile. */
const SPARE_BYTES = 32 * 2 ** 20;

/**
 * Makes sure that records of so many pictures fit on the disk, and gives the cache's length in bytes. What the cache holds may turn out
 * to be theirs or to be free, so only what cannot fit in any case is refused. Errors: `no-space`.
 */
export async function checkCacheRoom(recordsFile: string, pictures: number): Promise<number> {
  await mkdir(dirname(recordsFile), { recursive: true });
  const length = await stat(recordsFile).then(
    ({ size }) => size,
    () => 0,
  );
  const { bavail, bsize } = await statfs(dirname(recordsFile));
  const needed = pictures * RECORD.bytes - length + SPARE_BYTES;
  if (needed > bavail * bsize) throw noRoom(recordsFile, pictures, bavail * bsize);
  return length;
}

/** The error for a disk that cannot take the records of `pictures` more pictures. */
export function noRoom(recordsFile: string, pictures: number, freeBytes?: number): AppError {
  const free = freeBytes === undefined ? '' : `, and ${inWords(freeBytes)} are free`;
  return new AppError(
    'no-space',
    `The disk of ${dirname(recordsFile)} is full: ${pictures} pictures need ${inWords(pictures * RECORD.bytes + SPARE_BYTES)}${free}. ` +
      'Make room and import again; nothing was changed.',
  );
}

/** Gives back the disk space of an import that did not fit: everything behind the cache's former length. */
export async function shrinkCache(recordsFile: string, length: number): Promise<void> {
  const { size } = await stat(recordsFile);
  if (size > length) await truncate(recordsFile, length);
}

function inWords(bytes: number): string {
  const gigabytes = bytes / 1e9;
  return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}
