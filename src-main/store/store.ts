import type { Database } from 'better-sqlite3';
import type { DatasetId, RunId } from '../../src-shared/ids.ts';
import { type CheckpointsTable, createCheckpointsTable } from './checkpoints-table.ts';
import { createDatasetRows, type DatasetRows } from './dataset-rows.ts';
import { createDatasetsTable, type DatasetsTable } from './datasets-table.ts';
import { createDeviceTable, type DeviceTable } from './device-table.ts';
import { createEvaluationsTable, type EvaluationsTable } from './evaluations-table.ts';
import { createMetricsTable, type MetricsTable } from './metrics-table.ts';
import { createNetsTable, type NetsTable } from './nets-table.ts';
import { type OpenMode, openDatabase } from './open-database.ts';
import { createRecordsTable, type RecordsTable } from './records-table.ts';
import { createRunEnvironmentsTable, type RunEnvironmentsTable } from './run-environments-table.ts';
import { createRunFiguresTable, type RunFiguresTable } from './run-figures-table.ts';
import { createRunMarksTable, type RunMarksTable } from './run-marks-table.ts';
import { createRunRows, type RunRows } from './run-rows.ts';
import { createRunViewsTable, type RunViewsTable } from './run-views-table.ts';
import { createRunsTable, type RunsTable } from './runs-table.ts';
import { withStoreErrors } from './store-errors.ts';

/** What `Store.purge` deleted: data sets, runs (whose folders may be deleted now) and the number of records that are free. */
export interface Purged {
  datasets: DatasetId[];
  runs: RunId[];
  records: number;
}

/**
 * A workspace's database. Synchronous: what a call wrote is on the disk when it returns (inside `transaction`: when that
 * returns). Any call may throw `no-space`, `damaged` or `locked`.
 */
export interface Store {
  records: RecordsTable;
  datasets: DatasetsTable;
  runs: RunsTable;
  nets: NetsTable;
  device: DeviceTable;
  /** Whole data sets and runs, for bundles. */
  datasetRows: DatasetRows;
  runRows: RunRows;
  runEnvironments: RunEnvironmentsTable;
  runFigures: RunFiguresTable;
  runMarks: RunMarksTable;
  runViews: RunViewsTable;
  metrics: MetricsTable;
  checkpoints: CheckpointsTable;
  evaluations: EvaluationsTable;
  /** Does all of `fn` or, if it throws, none of it. `fn` must not be async. */
  transaction<T>(fn: () => T): T;
  /** Deletes for good what was removed, and the records that nothing uses: when opening, before any import. */
  purge(): Purged;
  close(): void;
}

/**
 * Opens `workspace.sqlite` of a workspace folder. `write` makes folder and file where there are none and brings an older file
 * up to date; `read` changes nothing and may be used beside a running writer. Two writers are kept apart by the caller.
 * Errors: `not-found` (read: no workspace there), `conflict` (read: older format), `newer-version`, `damaged`, `no-space`.
 */
export function openStore(workspaceFolder: string, options: { mode: OpenMode }): Store {
  return createStore(openDatabase(workspaceFolder, options.mode));
}

/** The store over an open database of this program's schema; closes it when it is closed. */
export function createStore(db: Database): Store {
  const file = db.name;
  const records = withStoreErrors(createRecordsTable(db), file);
  const datasets = withStoreErrors(createDatasetsTable(db), file);
  const runs = withStoreErrors(createRunsTable(db), file);

  const database = {
    transaction<T>(fn: () => T): T {
      return db.transaction(fn).immediate();
    },
    purge(): Purged {
      return db
        .transaction(() => ({
          runs: runs.purge(),
          datasets: datasets.purge(),
          records: records.removeUnreferenced(),
        }))
        .immediate();
    },
    close() {
      db.close();
    },
  };

  return {
    records,
    datasets,
    runs,
    nets: withStoreErrors(createNetsTable(db), file),
    device: withStoreErrors(createDeviceTable(db), file),
    datasetRows: withStoreErrors(createDatasetRows(db), file),
    runRows: withStoreErrors(createRunRows(db), file),
    runEnvironments: withStoreErrors(createRunEnvironmentsTable(db), file),
    runFigures: withStoreErrors(createRunFiguresTable(db), file),
    runMarks: withStoreErrors(createRunMarksTable(db), file),
    runViews: withStoreErrors(createRunViewsTable(db), file),
    metrics: withStoreErrors(createMetricsTable(db), file),
    checkpoints: withStoreErrors(createCheckpointsTable(db), file),
    evaluations: withStoreErrors(createEvaluationsTable(db), file),
    ...withStoreErrors(database, file),
  };
}
