import type { CheckpointsTable } from './checkpoints-table.ts';
import type { DatasetsTable } from './datasets-table.ts';
import type { EvaluationsTable } from './evaluations-table.ts';
import type { MetricsTable } from './metrics-table.ts';
import type { RecordsTable } from './records-table.ts';
import type { RunsTable } from './runs-table.ts';

/**
 * A workspace's database. Synchronous: what a call wrote is on the disk when it returns (unless inside `transaction`, then
 * when that returns). Any call may throw `no-space`, `damaged` or `locked`.
 */
export interface Store {
  records: RecordsTable;
  datasets: DatasetsTable;
  runs: RunsTable;
  metrics: MetricsTable;
  checkpoints: CheckpointsTable;
  evaluations: EvaluationsTable;
  /** Does all of `fn` or, if it throws, none of it. `fn` must not be async. */
  transaction<T>(fn: () => T): T;
  /** Version of SQLite, for `doctor`. */
  sqliteVersion: string;
  close(): void;
}

/**
 * Opens `workspace.sqlite` of a workspace folder. `write` makes folder and file where there are none and brings an older file
 * up to date; `read` changes nothing and may be used beside a running writer. Two writers are kept apart by the caller.
 * Errors: `not-found` (read: no workspace there), `conflict` (read: older format), `newer-version`, `damaged`, `no-space`.
 */
export type OpenStore = (workspaceFolder: string, options: { mode: 'write' | 'read' }) => Store;
