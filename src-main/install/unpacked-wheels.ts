import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineFolders } from './engine-folders.ts';
import type { Wheel } from './engine-lock.ts';
import type { FileSizes } from './unpack-wheel.ts';

const fileSizesSchema = z.record(z.string(), z.int().nonnegative());

/** Notes that a wheel is completely unpacked, and what belongs to it. */
export function markUnpacked(folders: EngineFolders, wheel: Wheel, files: FileSizes): void {
  mkdirSync(folders.unpacked, { recursive: true });
  writeFileSync(join(folders.unpacked, wheel.sha256), JSON.stringify(files), { flush: true });
}

/** What was unpacked of a wheel, or undefined if that was never finished or any of it is gone or cut short since. */
export function unpackedFiles(folders: EngineFolders, wheel: Wheel): FileSizes | undefined {
  const files = readFileSizes(join(folders.unpacked, wheel.sha256));
  return files && haveSizes(folders.packages, files) ? files : undefined;
}

/** Reads a list of files with their sizes; undefined if it is missing, cut short or not ours. */
export function readFileSizes(path: string): FileSizes | undefined {
  try {
    return fileSizesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whether all these files are below `folder` in their full size. */
export function haveSizes(folder: string, files: FileSizes): boolean {
  return Object.entries(files).every(
    ([path, bytes]) => statSync(join(folder, path), { throwIfNoEntry: false })?.size === bytes,
  );
}
