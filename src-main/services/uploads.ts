import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../src-shared/errors.ts';
import { UploadId } from '../../src-shared/ids.ts';
import { newId } from '../store/new-id.ts';

export interface UploadLimits {
  /** Largest single file, bytes. */
  fileBytes: number;
  /** All files of one upload together, bytes. */
  totalBytes: number;
}

export const UPLOAD_LIMITS: UploadLimits = { fileBytes: 256 * 2 ** 20, totalBytes: 16 * 2 ** 30 };

/** Files that a browser streams up before they are imported or classified: `<workspace>/uploads/<id>/…`. */
export interface Uploads {
  readonly limits: UploadLimits;
  create(): Promise<UploadId>;
  /** Streams one file to the disk. `path`: names below the upload. Errors: not-found, conflict (is there), bad-request (too large), no-space. */
  write(id: UploadId, path: readonly string[], body: AsyncIterable<Uint8Array>): Promise<void>;
  /** The folder with the upload's files. Errors: not-found. */
  folder(id: UploadId): Promise<string>;
  remove(id: UploadId): Promise<void>;
  /** Removes what an earlier process left. */
  removeAll(): Promise<void>;
}

export function createUploads(root: string, limits: UploadLimits = UPLOAD_LIMITS): Uploads {
  const totals = new Map<UploadId, number>();

  async function* counted(
    id: UploadId,
    name: string,
    body: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      // A bundle is one file, however much is in it.
      if (bytes > limits.fileBytes && !name.endsWith('.alexnet'))
        throw tooLarge(name, 'The file', limits.fileBytes);
      const total = (totals.get(id) ?? 0) + chunk.length;
      if (total > limits.totalBytes) throw tooLarge(name, 'The upload', limits.totalBytes);
      totals.set(id, total);
      yield chunk;
    }
  }

  const uploads: Uploads = {
    limits,

    async create() {
      const id = UploadId.parse(newId());
      await mkdir(join(root, id), { recursive: true });
      return id;
    },

    async write(id, path, body) {
      const folder = await uploads.folder(id);
      const file = join(folder, ...path);
      const name = path.join('/');
      try {
        await mkdir(dirname(file), { recursive: true });
        await pipeline(counted(id, name, body), createWriteStream(file, { flags: 'wx' }));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === 'EEXIST' || code === 'ENOTDIR') {
          throw new AppError('conflict', `${name} was already uploaded.`, { cause: error });
        }
        await rm(file, { force: true });
        if (code === 'ENOSPC') {
          throw new AppError(
            'no-space',
            `There is no room on the disk for ${name}: make some and drop it again.`,
            {
              cause: error,
            },
          );
        }
        if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
          throw new AppError('cancelled', `The upload of ${name} was broken off.`, { cause: error });
        }
        throw error;
      }
    },

    async folder(id) {
      const folder = join(root, id);
      const found = await stat(folder).catch(() => null);
      if (!found?.isDirectory())
        throw new AppError('not-found', 'This upload is gone: drop the files again.');
      return folder;
    },

    async remove(id) {
      totals.delete(id);
      await rm(join(root, id), { recursive: true, force: true });
    },

    async removeAll() {
      const names = await readdir(root).catch(() => []);
      await Promise.all(names.map((name) => rm(join(root, name), { recursive: true, force: true })));
    },
  };
  return uploads;
}

function tooLarge(name: string, what: string, limit: number): AppError {
  const size = limit >= 2 ** 30 ? `${limit / 2 ** 30} GiB` : `${limit / 2 ** 20} MiB`;
  return new AppError(
    'bad-request',
    `${name}: ${what} is larger than ${size}. Import it by its path instead.`,
  );
}
