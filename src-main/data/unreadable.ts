/** Why a file or folder cannot be read, as one sentence about `what`: "file", "folder", "link". */
export function unreadableReason(what: string, error: unknown): string {
  const code = errnoOf(error);
  const why = (code && REASONS[code]) ?? `cannot be read (${code ?? error})`;
  return `The ${what} ${why}.`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read: permission is missing',
  EPERM: 'may not be read: permission is missing',
  EIO: 'cannot be read: the disk reports an error',
  ELOOP: 'leads round in a circle',
  ENAMETOOLONG: 'has a path that is too long',
  ENOTDIR: 'is not there',
};

/** The system's name of an error, such as ENOENT; undefined for other errors. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
