import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, messageOf } from '../../../src-shared/errors.ts';
import { isDiskFull } from '../../engine/checkpoint/write-file-atomically.ts';
import { type CheckedBundle, damaged } from './check-bundle.ts';

/** Called with the bytes that were unpacked since the last call. */
export type OnBytes = (bytes: number) => void;

/**
 * Unpacks a bundle's files below a folder, each on the disk and its SHA-256 compared with the manifest's. Errors: `damaged`, `no-space`,
 * `cancelled`.
 */
export async function unpackBundle(
  { zip, manifest, entries }: CheckedBundle,
  { name, folder, onBytes, signal }: { name: string; folder: string; onBytes: OnBytes; signal: AbortSignal },
): Promise<void> {
  for (const { path, sha256 } of manifest.files) {
    const entry = entries.get(path);
    if (entry === undefined) throw damaged(name, `${path} is missing`);
    const target = join(folder, ...path.split('/'));
    try {
      await mkdir(dirname(target), { recursive: true });
      const { through, sum } = hashing(onBytes);
      await pipeline(
        await zip.openReadStreamPromise(entry),
        through,
        createWriteStream(target, { flags: 'wx', flush: true }),
        { signal },
      );
      if (sum() !== sha256) throw damaged(name, `the checksum of ${path} is wrong`);
    } catch (error) {
      throw unpackError(error, name, path, signal);
    }
  }
}

function hashing(onBytes: OnBytes) {
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
  return { through, sum: () => hash.digest('hex') };
}

function unpackError(error: unknown, name: string, path: string, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted) return new AppError('cancelled', 'The bundle was not opened: it was stopped.');
  if (isDiskFull(error)) {
    return new AppError('no-space', `The disk is full: ${name} does not fit. Make room and open it again.`, {
      cause: error,
    });
  }
  return damaged(name, `${path} cannot be unpacked (${messageOf(error)})`, error);
}
