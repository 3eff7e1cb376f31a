import { mkdir, statfs } from 'node:fs/promises';
import { AppError } from '../../src-shared/errors.ts';
import type { Wheel } from './engine-lock.ts';
import { sizeText } from './progress.ts';

/** Compiler's intermediate files, and the add-on itself. */
const COMPILE_BYTES = 30e6;

/**
 * Room that fetching and unpacking these wheels one after the other takes at its peak: what all of them unpack to, and twice the largest
 * download, since pip copies it once.
 */
export function roomNeeded(wheels: Wheel[]): number {
  const unpacked = wheels.reduce((sum, wheel) => sum + wheel.unpackedBytes, 0);
  return COMPILE_BYTES + unpacked + 2 * Math.max(0, ...wheels.map((wheel) => wheel.bytes));
}

/** Throws `no-space` and says how much is needed and where, before anything is downloaded. */
export async function checkRoom(folder: string, wheels: Wheel[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const disk = await statfs(folder);
  const free = disk.bavail * disk.bsize;
  const needed = roomNeeded(wheels);
  if (free >= needed) return;
  throw new AppError(
    'no-space',
    `The engine needs ${sizeText(needed)} in ${folder}, and there are ${sizeText(free)} free. Make room there, or set ALEXNET_STUDIO_CACHE to a folder on another disk, and try again.`,
  );
}
