import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/errors.ts';
import { type Migration, migrate, readMigrations, schemaVersion } from './migrations.ts';
import { damagedError, toStoreError } from './store-errors.ts';

/** `write` makes and migrates the file where needed; `read` changes nothing. */
export type OpenMode = 'write' | 'read';

/** The database of a workspace folder, checked, set up and at this program's schema. Errors: see `openStore`. */
export function openDatabase(
  workspaceFolder: string,
  mode: OpenMode,
  migrations: readonly Migration[] = readMigrations(),
): Database.Database {
  const file = join(workspaceFolder, 'workspace.sqlite');
  if (mode === 'write') mkdirSync(workspaceFolder, { recursive: true });
  else if (!existsSync(file)) {
    throw new AppError(
      'not-found',
      `There is no workspace in ${workspaceFolder} yet. Import a folder of pictures first.`,
    );
  }
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: mode === 'read' });
    // Room (KiB) for the pages of a long run, which a chart reads again and again; taken as it is needed.
    db.pragma('cache_size = -65536');
    checkVersion(db, mode, migrations.at(-1)?.version ?? 0);
    if (mode === 'write') {
      checkIntegrity(db);
      db.pragma('journal_mode = WAL');
      // Every commit is on the disk before anybody is told of it; the library's default for WAL would be NORMAL.
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
      migrate(db, migrations);
    }
    return db;
  } catch (error) {
    db?.close();
    throw toStoreError(error, file);
  }
}

function checkVersion(db: Database.Database, mode: OpenMode, ours: number): void {
  const version = schemaVersion(db);
  if (version > ours) {
    throw new AppError(
      'newer-version',
      `${db.name} was written by a newer AlexNet Studio (format ${version}; this one knows ${ours}). Update the program to open it.`,
    );
  }
  if (mode === 'read' && version < ours) {
    throw new AppError(
      'conflict',
      `${db.name} has an older format (${version}; this program uses ${ours}). Start the app once to bring it up to date.`,
    );
  }
}

/** Only for writers: it reads the whole file, and readers are told of damage by the page they hit. */
function checkIntegrity(db: Database.Database): void {
  const verdict = db.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw damagedError(db.name, String(verdict));
}
