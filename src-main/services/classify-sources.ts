import { join, relative, resolve, sep } from 'node:path';
import type { ClassifySource, ListedPicture } from '../../src-shared/contract/classify.ts';
import type { RejectedFile } from '../../src-shared/contract/datasets.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { UploadId } from '../../src-shared/ids.ts';
import { listPictures } from '../data/list-pictures.ts';
import { isArchive, unpackArchive } from '../data/unpack-archive.ts';
import type { Uploads } from './uploads.ts';

/** The pictures of a source. */
export interface ListedPictures {
  pictures: ListedPicture[];
  rejected: RejectedFile[];
  /** Where archives were unpacked; null where there were none. */
  unpacked: UploadId | null;
}

/** Finds the pictures of files and folders, and unpacks the archives among them. Of an upload, people know a file by its path below what was dropped. */
export async function listSource(
  source: ClassifySource,
  uploads: Uploads,
  signal?: AbortSignal,
): Promise<ListedPictures> {
  const folder = source.kind === 'upload' ? await uploads.folder(source.uploadId) : null;
  const found = await listPictures(source.kind === 'paths' ? source.paths : [folder ?? ''], signal);
  const nameOf = (file: string) => (folder === null ? file : relative(folder, file));
  const pictures: ListedPicture[] = [];
  const rejected = found.rejected.map(({ file, reason }) => ({ file: nameOf(file), reason }));
  let unpacked: UploadId | null = null;
  try {
    for (const { file, path } of found.files) {
      if (!isArchive(path)) {
        pictures.push({ file: nameOf(file), path });
        continue;
      }
      unpacked ??= await uploads.create();
      const inner = join(await uploads.folder(unpacked), String(pictures.length));
      const archive = await unpackArchive(path, inner, { signal, mostBytes: uploads.limits.totalBytes });
      const within = (entry: string) => `${nameOf(file)}/${entry}`;
      pictures.push(...archive.files.map((entry) => ({ file: within(entry.file), path: entry.path })));
      rejected.push(...archive.rejected.map((entry) => ({ ...entry, file: within(entry.file) })));
    }
  } catch (error) {
    if (unpacked) await uploads.remove(unpacked);
    throw error;
  }
  return { pictures, rejected, unpacked };
}

/** The file that a path below an upload means; without an upload the path itself. Errors: `not-found`, `bad-request` (it leads out). */
export async function pathWithin(
  path: string,
  uploadId: UploadId | undefined,
  uploads: Uploads,
): Promise<string> {
  if (uploadId === undefined) return resolve(path);
  const folder = await uploads.folder(uploadId);
  const file = resolve(folder, path);
  if (file.startsWith(folder + sep)) return file;
  throw new AppError('bad-request', `${path} is not part of the upload.`);
}
