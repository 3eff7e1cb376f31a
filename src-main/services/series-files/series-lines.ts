import type { RunId } from '../../../src-shared/ids.ts';
import type { Cell } from '../../store/run-rows.ts';
import type { Store } from '../../store/store.ts';

/** The columns of the two tables as they are exported, and where the store has them. Read again, they give the same numbers. */
export const STEP_COLUMNS = ['step', 'loss', 'top1', 'learning_rate', 'step_ms', 'data_wait_ms'] as const;
export const EPOCH_COLUMNS = [
  'epoch',
  'step',
  'train_loss',
  'train_top1',
  'val_loss',
  'val_top1',
  'val_top5',
  'seconds',
  'images_per_second',
] as const;

export type SeriesTable = 'steps' | 'epochs';

/** The rows of a table by pages, in the order of its columns. */
export function* seriesPages(store: Store, id: RunId, table: SeriesTable): Generator<Cell[][]> {
  const source = table === 'steps' ? 'step_metrics' : 'epoch_metrics';
  const columns = store.runRows.columns(source);
  const places = (table === 'steps' ? STEP_COLUMNS : EPOCH_COLUMNS).map((name) => columns.indexOf(name));
  for (const page of store.runRows.pages(source, id)) {
    yield page.map((row) => places.map((place) => row[place] ?? null));
  }
}

/** A run's steps or epochs as comma-separated values, by pieces: the names of the columns, then a row a step or epoch; empty: not known. */
export function* csvOf(store: Store, id: RunId, table: SeriesTable): Generator<string> {
  yield `${(table === 'steps' ? STEP_COLUMNS : EPOCH_COLUMNS).join()}\n`;
  for (const page of seriesPages(store, id, table)) yield page.map((row) => `${row.join()}\n`).join('');
}
