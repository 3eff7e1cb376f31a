import BetterSqlite3 from 'better-sqlite3';

/** The version of SQLite that this program carries. Needs no workspace. */
export function sqliteVersion(): string {
  const db = new BetterSqlite3(':memory:');
  try {
    return db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  } finally {
    db.close();
  }
}
