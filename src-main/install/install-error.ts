import { AppError } from '../../src-shared/errors.ts';

/** Makes what stopped an installation into `folder` an error for people: a full or unwritable disk is named as such. */
export function installError(error: unknown, folder: string, isCancelled: boolean): unknown {
  if (isCancelled) return new AppError('cancelled', 'The installation of the engine was cancelled.');
  if (!isSystemError(error)) return error;
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  return new AppError(
    isFull ? 'no-space' : 'unsupported',
    `The engine could not be written to ${folder} (${error.message}). ${isFull ? 'Make room there' : 'Make that folder writable'}, or set ALEXNET_STUDIO_CACHE to another one, and try again.`,
    { cause: error },
  );
}

/** Whether the operating system refused something, as Node reports it. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
