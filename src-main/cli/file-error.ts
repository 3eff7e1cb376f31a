import { AppError } from '../../src-shared/errors.ts';

/** What people are told of a file that could not be written; anything else is thrown as it is. */
export function fileError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') {
    return new AppError('no-space', `There is no room for ${file}. Make some and try again.`, {
      cause: error,
    });
  }
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'EISDIR') {
    return new AppError('bad-request', `${file} cannot be written (${code}). Choose another place.`, {
      cause: error,
    });
  }
  return error;
}
