import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, lstat, open, rename, rm, unlink, utimes } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../src-shared/errors.ts';
import { errnoOf } from '../data/unreadable.ts';

/** What tells whether a file is still the one it was. */
export interface Stamp {
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** The stamp of a file; null where there is none or it is no plain file. */
export async function stampOf(path: string): Promise<Stamp | null> {
  const found = await lstat(path).catch(() => null);
  return found?.isFile() ? { bytes: found.size, mtimeMs: found.mtimeMs } : null;
}

/** Whether anything, be it a broken link, has this name. */
export async function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Milliseconds that file systems round times to, the coarsest of them (FAT) to two seconds. */
const TIME_GRAIN_MS = 2_000;

export function isSame(a: Stamp, b: Stamp): boolean {
  return a.bytes === b.bytes && Math.abs(a.mtimeMs - b.mtimeMs) <= TIME_GRAIN_MS;
}

/** Moves a file to a name that is free; never over another. Across volumes it is copied, checked and then deleted. Errors: the file system's. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await renameFree(from, to);
  } catch (error) {
    if (errnoOf(error) !== 'EXDEV') throw error;
    await copyChecked(from, to);
    await unlink(from);
  }
}

/** A hard link fails where the name is taken, which a rename does not. */
async function renameFree(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    // File systems without hard links (FAT), and files of others that may be renamed but not linked.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errnoOf(error) ?? '')) throw error;
    if (await isTaken(to)) throw Object.assign(new Error(`${to} is there already`), { code: 'EEXIST' });
    await rename(from, to);
    return;
  }
  await unlink(from);
}

/** Copies a file to a name that is free, and makes sure that the bytes have arrived on the disk; the time of its last change goes along. */
export async function copyChecked(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
  try {
    const { atime, mtime } = await lstat(from);
    const handle = await open(to, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if ((await sha256(from)) !== (await sha256(to))) {
      throw new AppError('damaged', `The copy ${to} differs from ${from}; it was deleted again.`);
    }
    await utimes(to, atime, mtime);
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

async function sha256(path: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(path), sum);
  return sum.digest('hex');
}
