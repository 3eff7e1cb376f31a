import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { resourcesFolder } from '../paths.ts';

/** One step of the schema: the SQL that makes it from the one before. `version` is the number its file name starts with. */
export interface Migration {
  version: number;
  sql: string;
}

/** The migrations that ship with the program, oldest first. They are only ever added to. */
export function readMigrations(folder = join(resourcesFolder, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{3}-.+\.sql$/.test(name))
    .sort()
    .map((name) => ({
      version: Number(name.slice(0, 3)),
      sql: readFileSync(join(folder, name), 'utf8'),
    }));
}

/** The schema's version of a database; 0 for a new one. */
export function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Brings a database up to date: every missing migration or, if one fails, none. */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const current = schemaVersion(db);
  const missing = migrations.filter((migration) => migration.version > current);
  if (missing.length === 0) return;
  db.transaction(() => {
    for (const { version, sql } of missing) {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }
  }).immediate();
  db.pragma('optimize');
}
