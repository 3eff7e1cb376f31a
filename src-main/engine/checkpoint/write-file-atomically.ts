import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../src-shared/errors.ts';

/** Bytes a write; a step of training waits for no more than one of them. */
const CHUNK = 8 * 1024 * 1024;

/**
 * Writes a file so that it is there wholly or not at all, also after a power cut: temporary name, fsync, rename, fsync of
 * the folder. Gives its size. Throws `no-space` where the disk is full, and leaves nothing behind then.
 */
export async function writeFileAtomically(file: string, parts: readonly Uint8Array[]): Promise<number> {
  const temporary = `${file}.tmp`;
  try {
    const bytes = await writeAndSync(temporary, parts);
    await rename(temporary, file);
    await syncFolder(dirname(file));
    return bytes;
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskError(file, parts, error);
  }
}

async function writeAndSync(file: string, parts: readonly Uint8Array[]): Promise<number> {
  const handle = await open(file, 'w');
  try {
    let position = 0;
    for (const part of parts) {
      for (let start = 0; start < part.length; start += CHUNK) {
        const chunk = part.subarray(start, start + CHUNK);
        for (let done = 0; done < chunk.length; ) {
          const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, position);
          done += bytesWritten;
          position += bytesWritten;
        }
      }
    }
    await handle.sync();
    return position;
  } finally {
    await handle.close();
  }
}

/** A rename in the folder is on the disk only after this; Windows knows no such thing and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function diskError(file: string, parts: readonly Uint8Array[], error: unknown): unknown {
  if (!isDiskFull(error)) return error;
  const megabytes = Math.ceil(parts.reduce((sum, part) => sum + part.length, 0) / 1e6);
  return new AppError(
    'no-space',
    `The disk is full: ${file} needs ${megabytes} MB. Make room and resume the run; what was saved before is safe.`,
    { cause: error },
  );
}

/** Whether a write failed because there is no room for it. */
export function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}
