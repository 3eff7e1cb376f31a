import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import type { RejectedFile } from '../../src-shared/contract/datasets.ts';
import { messageOf } from '../../src-shared/errors.ts';
import { errnoOf } from './unreadable.ts';
import { type Found, throwIfCancelled } from './walk-files.ts';

export interface UnpackOptions {
  /** Unpacked bytes at most; the rest is rejected. */
  mostBytes: number;
  signal?: AbortSignal | undefined;
}

/** Larger entries are no photographs. */
const LARGEST_ENTRY = 256 * 2 ** 20;
const MOST_ENTRIES = 100_000;
const PICTURE_ENDING = /^\.[a-z0-9]{1,5}$/i;
/** What archivers and systems leave beside the pictures, and folders. */
const NO_PICTURE = /(^|\/)(\.|__MACOSX\/|thumbs\.db$|desktop\.ini$)|\/$/i;

export function isArchive(path: string): boolean {
  return extname(path).toLowerCase() === '.zip';
}

/**
 * Unpacks the files of a zip archive into a new folder, under numbers: the archive's own names may be anything, and are only told. What cannot be
 * unpacked is rejected with its reason, the archive itself where it is none. Errors: `cancelled`, the file system's.
 */
export async function unpackArchive(
  archive: string,
  folder: string,
  { mostBytes, signal }: UnpackOptions,
): Promise<{ files: Found[]; rejected: RejectedFile[] }> {
  const files: Found[] = [];
  const rejected: RejectedFile[] = [];
  await mkdir(folder, { recursive: true });
  let left = mostBytes;
  try {
    const zip = await yauzl.openPromise(archive);
    try {
      for await (const entry of zip.eachEntry()) {
        throwIfCancelled(signal);
        const { fileName: file, uncompressedSize: bytes } = entry;
        if (NO_PICTURE.test(file)) continue;
        if (files.length >= MOST_ENTRIES) break;
        if (bytes > LARGEST_ENTRY || bytes > left) {
          rejected.push({ file, reason: 'It is larger than what is unpacked of an archive.' });
          continue;
        }
        const ending = extname(file);
        const path = join(folder, `${files.length}${PICTURE_ENDING.test(ending) ? ending : ''}`);
        try {
          // yauzl ends the stream with an error where it is longer than the entry says.
          const source = await zip.openReadStreamPromise(entry);
          await pipeline(source, createWriteStream(path), signal ? { signal } : {});
          left -= bytes;
          files.push({ file, path });
        } catch (error) {
          if (errnoOf(error) !== undefined) throw error;
          rejected.push({ file, reason: `It cannot be unpacked: ${messageOf(error)}.` });
        }
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    throwIfCancelled(signal);
    if (errnoOf(error) !== undefined) throw error;
    rejected.push({ file: '', reason: `The archive is damaged: ${messageOf(error)}.` });
  }
  return { files, rejected };
}
