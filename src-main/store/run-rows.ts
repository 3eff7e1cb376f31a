import type { Database } from 'better-sqlite3';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { newId } from './new-id.ts';

/** The tables that hold a run, in an order in which they can be filled: none before those that it refers to. */
export const RUN_TABLES = [
  'runs',
  'step_metrics',
  'epoch_metrics',
  'checkpoints',
  'evaluations',
  'run_marks',
  'run_environments',
] as const;
export type RunTable = (typeof RUN_TABLES)[number];

/** A value of SQLite as it is read, and as it is written. */
export type Cell = string | number | null;

/** A row, in the order of some columns. */
export type Row = readonly Cell[];

/** Rows that are read and written at a time: others get their turn between two pages. */
const PAGE = 5000;

/**
 * A run's rows as the tables have them, to take a run from one workspace to another. What is written stays hidden, as a removed run does,
 * until `show`: a program that is killed between them leaves what the next opening purges.
 */
export interface RunRows {
  /** The columns of a table as this program knows them, in their order. */
  columns(table: RunTable): string[];
  /** A run's rows in the order of `columns`, by pages; rows that are added after the first page was asked for are left out. */
  pages(table: RunTable, id: RunId): Generator<Row[]>;
  /** Whether a run has this id, be it a removed one. */
  has(id: RunId): boolean;
  /** Writes rows of a hidden run. Throws as SQLite does where they do not fit the table. */
  insert(table: RunTable, columns: readonly string[], rows: readonly Row[]): void;
  /** Whether every figure is within its range, which the tables do not look after themselves. */
  areFiguresSound(id: RunId): boolean;
  /** The number of the next run. */
  nextNumber(): number;
  /** Shows a hidden run as trained on this data set; null: on one that is not here. */
  show(id: RunId, dataset: Pick<Dataset, 'id' | 'name' | 'version'> | null): void;
  /** Deletes hidden runs for good. */
  discard(ids: readonly RunId[]): void;
}

/** The column that says whose row it is. */
export const keyOf = (table: RunTable): string => (table === 'runs' ? 'id' : 'run_id');

export function createRunRows(db: Database): RunRows {
  const columnNames = db
    .prepare<{ table: string }, string>('SELECT name FROM pragma_table_info(@table) ORDER BY cid')
    .pluck();
  const lastStep = db
    .prepare<{ id: string }, number | null>('SELECT max(step) FROM step_metrics WHERE run_id = @id')
    .pluck();
  const known = db.prepare<{ id: string }, number>('SELECT 1 FROM runs WHERE id = @id').pluck();
  const wrongFigure = db
    .prepare<{ id: string }, number>(
      `SELECT 1 WHERE EXISTS (
         SELECT 1 FROM step_metrics WHERE run_id = @id AND NOT (
           coalesce(top1, 0) BETWEEN 0 AND 1 AND coalesce(learning_rate, 0) >= 0
           AND coalesce(step_ms, 0) >= 0 AND coalesce(data_wait_ms, 0) >= 0))
       OR EXISTS (
         SELECT 1 FROM epoch_metrics WHERE run_id = @id AND NOT (
           coalesce(train_top1, 0) BETWEEN 0 AND 1 AND coalesce(val_top1, 0) BETWEEN 0 AND 1
           AND coalesce(val_top5, 0) BETWEEN 0 AND 1 AND coalesce(seconds, 0) >= 0
           AND coalesce(images_per_second, 0) >= 0))`,
    )
    .pluck();
  const nextNumber = db.prepare<[], number>('SELECT coalesce(max(number), 0) + 1 FROM runs').pluck();
  const show = db.prepare<{ id: string; dataset: string; name: string | null; version: number | null }>(
    `UPDATE runs SET removed_at_ms = NULL, dataset_id = @dataset, dataset_name = coalesce(@name, dataset_name),
                     dataset_version = coalesce(@version, dataset_version)
     WHERE id = @id`,
  );
  const discard = db.prepare<{ id: string }>('DELETE FROM runs WHERE id = @id AND removed_at_ms IS NOT NULL');

  const columns = (table: RunTable): string[] => columnNames.all({ table });

  function* stepPages(id: RunId): Generator<Row[]> {
    const names = columns('step_metrics');
    const page = db
      .prepare<{ id: string; after: number; last: number }, Cell[]>(
        `SELECT ${names.join(', ')} FROM step_metrics
         WHERE run_id = @id AND step > @after AND step <= @last ORDER BY step LIMIT ${PAGE}`,
      )
      .raw();
    const last = lastStep.get({ id }) ?? 0;
    for (let after = 0; after < last; ) {
      const rows = page.all({ id, after, last });
      if (rows.length === 0) return;
      yield rows;
      after = Number(rows.at(-1)?.[names.indexOf('step')]);
    }
  }

  return {
    columns,
    *pages(table, id) {
      if (table === 'step_metrics') {
        yield* stepPages(id);
        return;
      }
      const all = db.prepare<{ id: string }, Cell[]>(
        `SELECT ${columns(table).join(', ')} FROM ${table} WHERE ${keyOf(table)} = @id`,
      );
      yield all.raw().all({ id });
    },
    has: (id) => known.get({ id }) !== undefined,
    insert: db.transaction((table: RunTable, names: readonly string[], rows: readonly Row[]) => {
      // Names come from files: only those of this table's own columns ever become SQL.
      const own = columns(table).filter((name) => names.includes(name));
      const places = own.map((name) => names.indexOf(name));
      const insert = db.prepare<Cell[]>(
        `INSERT INTO ${table} (${own.join(', ')}) VALUES (${own.map(() => '?').join(', ')})`,
      );
      for (const row of rows) insert.run(...places.map((place) => row[place] ?? null));
    }),
    areFiguresSound: (id) => wrongFigure.get({ id }) === undefined,
    nextNumber: () => nextNumber.get() ?? 1,
    show(id, dataset) {
      // An id that nobody has, rather than one that may be another data set's here.
      const { id: of, name, version } = dataset ?? { id: newId(), name: null, version: null };
      show.run({ id, dataset: of, name, version });
    },
    discard: db.transaction((ids: readonly RunId[]) => {
      for (const id of ids) discard.run({ id });
    }),
  };
}
