import { stat } from 'node:fs/promises';
import type { RejectedFile } from '../../src-shared/contract/datasets.ts';
import { unreadableReason } from './unreadable.ts';
import { type Found, type Visited, walkFiles } from './walk-files.ts';

/**
 * The files to classify: those named, and every one below the folders named, in natural order. `file` begins with the path as
 * it was given. What cannot be read is in `rejected`. Errors: `cancelled`.
 */
export async function listPictures(
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<{ files: Found[]; rejected: RejectedFile[] }> {
  const files: Found[] = [];
  const rejected: RejectedFile[] = [];
  const visited: Visited = new Set();
  for (const path of paths) {
    const named = { path, file: path.replace(/(?<=.)[/\\]+$/, ''), isLink: false };
    try {
      const target = await stat(path);
      if (target.isFile()) files.push(named);
      else if (target.isDirectory()) {
        await walkFiles([named], {
          visited,
          signal,
          onFile: (file) => files.push(file),
          onRejected: (file) => rejected.push(file),
        });
      } else rejected.push({ file: named.file, reason: 'This is a device or a pipe, not a file.' });
    } catch (error) {
      if (signal?.aborted) throw error;
      rejected.push({ file: named.file, reason: unreadableReason('file', error) });
    }
  }
  return { files, rejected };
}
