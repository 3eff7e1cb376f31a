import { createWriteStream } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { AppError, messageOf } from '../../src-shared/errors.ts';
import { isSystemError } from './install-error.ts';

/** Headers below `tensorflow/include/` that the add-on's sources include, directly or not. */
const NEEDED_HEADERS = ['tensorflow/c/', 'tensorflow/core/platform/', 'tsl/', 'xla/tsl/'].map(
  (folder) => `tensorflow/include/${folder}`,
);
const LICENCE = /(^|\/)(LICENSE|NOTICE|License)[^/]*$/;

/**
 * Whether the engine needs this file of a wheel: TensorFlow's two libraries and the headers for the add-on, NVIDIA's libraries and
 * device code without their headers, and every licence.
 */
export function isNeeded(path: string): boolean {
  const isFolder = path.endsWith('/');
  if (isFolder) return false;
  if (/^tensorflow\/libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/.test(path)) return true;
  if (NEEDED_HEADERS.some((folder) => path.startsWith(folder))) return true;
  if (path.startsWith('nvidia/'))
    return !path.includes('/include/') && !path.endsWith('.py') && !path.endsWith('.a');
  return LICENCE.test(path) && path.includes('.dist-info/');
}

/** Sizes in bytes of unpacked files, by path relative to the folder with the packages. */
export type FileSizes = Record<string, number>;

/**
 * Unpacks what the engine needs of the wheel at `file` into `folder`, over whatever an interrupted run left there, and gives back what it
 * wrote. Throws `damaged` for a file that is no wheel or has entries that would escape the folder. `onBytes` gets the bytes written so far.
 */
export async function unpackWheel(
  file: string,
  folder: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<FileSizes> {
  const sizes: FileSizes = {};
  let written = 0;
  const zip = await yauzl.openPromise(file, { strictFileNames: true }).catch((error) => damaged(file, error));
  try {
    for await (const entry of zip.eachEntry()) {
      if (!isNeeded(entry.fileName)) continue;
      await writeEntry(zip, entry, join(folder, entry.fileName), signal, (bytes) => {
        written += bytes;
        onBytes(written);
      });
      sizes[entry.fileName] = entry.uncompressedSize;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw isSystemError(error) ? error : damaged(file, error);
  } finally {
    zip.close();
  }
  return sizes;
}

async function writeEntry(
  zip: ZipFile,
  entry: Entry,
  target: string,
  signal: AbortSignal,
  onChunk: (bytes: number) => void,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const source = await zip.openReadStreamPromise(entry);
  source.on('data', (chunk: Buffer) => onChunk(chunk.length));
  // A library that counts as unpacked must be on the disk, not only in memory, when the power fails. For 3,800 headers that would take minutes.
  const flush = entry.uncompressedSize > 1e6;
  await pipeline(source, createWriteStream(target, { flush }), { signal });
  // The upper half holds the Unix mode; NVIDIA's wheels carry programs that TensorFlow starts.
  if ((entry.externalFileAttributes >>> 16) & 0o100) await chmod(target, 0o755);
}

function damaged(file: string, cause: unknown): never {
  throw new AppError(
    'damaged',
    `${basename(file)} is not a sound wheel: ${messageOf(cause)}. Delete it and try again: ${file}`,
    { cause },
  );
}
