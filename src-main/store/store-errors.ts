import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/errors.ts';

/** Makes what SQLite throws an error for people where they can do something about it; everything else stays as it is. */
export function toStoreError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const options = { cause: error };
  switch (error.code) {
    case 'SQLITE_FULL':
    case 'SQLITE_IOERR_SHMSIZE': // the disk was too full for the write-ahead log's index
      return new AppError(
        'no-space',
        `There is no room left on the disk to write ${file}. Make room and try again.`,
        options,
      );
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
    case 'SQLITE_CORRUPT_INDEX':
    case 'SQLITE_CORRUPT_VTAB':
      return damagedError(file, error.message, options);
    case 'SQLITE_BUSY':
    case 'SQLITE_BUSY_RECOVERY':
    case 'SQLITE_BUSY_SNAPSHOT':
      return new AppError(
        'locked',
        `Another program is using ${file}. Close it there and try again.`,
        options,
      );
    case 'SQLITE_CANTOPEN':
      return new AppError(
        'not-found',
        `${file} cannot be opened. Check that its folder exists and may be written.`,
        options,
      );
    default:
      return error;
  }
}

/** The error of a file that cannot be trusted; nothing of it is ever overwritten. */
export function damagedError(file: string, detail: string, options?: ErrorOptions): AppError {
  return new AppError(
    'damaged',
    `${file} is damaged (${detail}). Nothing was changed. Put back a copy of it, or move it away to start anew.`,
    options,
  );
}

/** The same table, whose functions throw `toStoreError` of what they threw before. */
export function withStoreErrors<Table extends object>(table: Table, file: string): Table {
  const guarded = Object.entries(table).map(([name, fn]) => [name, guard(fn, file)]);
  // The keys are those of the table, each with the same function behind it.
  return Object.fromEntries(guarded) as Table;
}

function guard<Args extends unknown[], Result>(fn: (...args: Args) => Result, file: string) {
  return (...args: Args): Result => {
    try {
      return fn(...args);
    } catch (error) {
      throw toStoreError(error, file);
    }
  };
}
