import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { readMigrations } from '../../src-main/store/migrations.ts';
import { openDatabase } from '../../src-main/store/open-database.ts';
import { sqliteVersion } from '../../src-main/store/sqlite-version.ts';
import { openStore } from '../../src-main/store/store.ts';
import { pointsOf } from './samples.ts';
import { addRun, temporaryFolder } from './workspace.ts';

/** A recipe as the first version of the program stored it. */
const FIRST_RECIPE = {
  net: 'alexnet-bn',
  epochs: 5,
  batch: 32,
  learningRate: 0.01,
  schedule: 'cosine',
  warmupEpochs: 0.5,
  momentum: 0.9,
  weightDecay: 0.0005,
  dropout: false,
  augment: true,
  initialisation: 'lsuv',
  precision: 'auto',
  mode: 'compiled',
  seed: 7,
};

const fileOf = (folder: string) => join(folder, 'workspace.sqlite');

test('a new workspace gets every migration and keeps what is written', () => {
  const folder = join(temporaryFolder(), 'deep', 'workspace with ümlaut');
  const store = openStore(folder, { mode: 'write' });
  const run = addRun(store);
  store.close();

  const again = openStore(folder, { mode: 'write' });
  expect(again.runs.get(run.id)).toEqual(run);
  again.close();
});

test('the database syncs every commit, keeps a write-ahead log and checks foreign keys', () => {
  const db = openDatabase(temporaryFolder(), 'write');
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});

test('migrations run in order, once, and a failing one changes nothing', () => {
  const folder = temporaryFolder();
  const shipped = readMigrations();
  openDatabase(folder, 'write', shipped).close();

  const next = { version: 990, sql: 'CREATE TABLE extra (x INTEGER) STRICT;' };
  const broken = { version: 995, sql: 'CREATE TABLE more (x INTEGER) STRICT; CREATE TABLE extra (x);' };
  expect(() => openDatabase(folder, 'write', [...shipped, next, broken])).toThrow('already exists');

  const db = openDatabase(folder, 'write', [...shipped, next]);
  expect(db.pragma('user_version', { simple: true })).toBe(990);
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('extra', 'more')").pluck().all()).toEqual([
    'extra',
  ]);
  db.close();
});

test('a workspace of the first format opens with its run, recipe and precision', () => {
  const folder = temporaryFolder();
  const first = openDatabase(
    folder,
    'write',
    readMigrations().filter(({ version }) => version === 10),
  );
  first
    .prepare(
      `INSERT INTO runs (id, name, dataset_id, dataset_name, dataset_version, classes_json, recipe_json, recipe_sha256, status,
                         steps_per_epoch, precision, created_at_ms)
       VALUES ('run00001', 'old', 'dataset1', 'pets', 1, '["cat","dog"]', @recipe, 'x', 'completed', 45, 'bfloat16', 1)`,
    )
    .run({ recipe: JSON.stringify(FIRST_RECIPE) });
  first.close();

  const store = openStore(folder, { mode: 'write' });
  expect(store.runs.find('old')).toMatchObject({
    precision: 'bfloat16',
    recipe: { net: 'alexnet-bn', learningRate: 0.01, seed: 7 },
  });
  store.close();
});

test('a workspace of a newer version is refused by both modes and stays as it is', () => {
  const folder = temporaryFolder();
  openDatabase(folder, 'write', [...readMigrations(), { version: 990, sql: 'SELECT 1' }]).close();
  const before = readFileSync(fileOf(folder));

  for (const mode of ['write', 'read'] as const) {
    expect(() => openStore(folder, { mode })).toThrow(
      expect.objectContaining({
        code: 'newer-version',
        message: expect.stringMatching(/workspace\.sqlite .*format 990.*knows \d+/),
      }),
    );
  }
  expect(readFileSync(fileOf(folder)).equals(before)).toBe(true);
});

test('an older workspace is not changed by a reader', () => {
  const folder = temporaryFolder();
  new Database(fileOf(folder)).close();
  writeFileSync(fileOf(folder), '');
  expect(() => openStore(folder, { mode: 'read' })).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(readFileSync(fileOf(folder))).toHaveLength(0);
});

test('a reader does not make a workspace', () => {
  const folder = join(temporaryFolder(), 'nothing');
  expect(() => openStore(folder, { mode: 'read' })).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(existsSync(folder)).toBe(false);
});

test('a file that is no database is called damaged and is not overwritten', () => {
  const folder = temporaryFolder();
  const text = 'These are my notes, not a database. '.repeat(100);
  writeFileSync(fileOf(folder), text);
  for (const mode of ['write', 'read'] as const) {
    expect(() => openStore(folder, { mode })).toThrow(
      expect.objectContaining({ code: 'damaged', message: expect.stringContaining('workspace.sqlite') }),
    );
  }
  expect(readFileSync(fileOf(folder), 'utf8')).toBe(text);
});

test('a database with destroyed pages is called damaged and is not overwritten', () => {
  const folder = temporaryFolder();
  const store = openStore(folder, { mode: 'write' });
  store.metrics.appendSteps(addRun(store).id, pointsOf(1, 5000));
  store.close();
  const bytes = readFileSync(fileOf(folder));
  bytes.fill(0xa5, bytes.length / 2);
  writeFileSync(fileOf(folder), bytes);

  expect(() => openStore(folder, { mode: 'write' })).toThrow(expect.objectContaining({ code: 'damaged' }));
  expect(readFileSync(fileOf(folder)).equals(bytes)).toBe(true);
});

test('a reader that meets a destroyed page says that the file is damaged', () => {
  const folder = temporaryFolder();
  const store = openStore(folder, { mode: 'write' });
  const run = addRun(store);
  store.metrics.appendSteps(run.id, pointsOf(1, 5000));
  store.close();
  const bytes = readFileSync(fileOf(folder));
  bytes.fill(0xa5, bytes.length / 2);
  writeFileSync(fileOf(folder), bytes);

  const reader = openStore(folder, { mode: 'read' });
  expect(() => reader.metrics.stepSeries(run.id, { maxPoints: 5000 })).toThrow(
    expect.objectContaining({ code: 'damaged' }),
  );
  reader.close();
});

test('a reader sees what a running writer has committed, and only that', () => {
  const folder = temporaryFolder();
  const writer = openStore(folder, { mode: 'write' });
  const reader = openStore(folder, { mode: 'read' });
  const run = addRun(writer);
  writer.transaction(() => {
    writer.metrics.appendSteps(run.id, pointsOf(1, 3));
    expect(reader.runs.get(run.id).steps).toBe(0);
  });
  expect(reader.runs.get(run.id).steps).toBe(3);
  expect(() => reader.runs.update(run.id, { name: 'mine' })).toThrow('readonly');
  reader.close();
  writer.close();
});

test('the version of SQLite is known without a workspace', () => {
  expect(sqliteVersion()).toMatch(/^3\./);
});

test('a transaction that throws leaves nothing', () => {
  const store = openStore(temporaryFolder(), { mode: 'write' });
  expect(() =>
    store.transaction(() => {
      addRun(store);
      throw new Error('changed my mind');
    }),
  ).toThrow('changed my mind');
  expect(store.runs.list()).toEqual([]);
  store.close();
});
