import type { RunOrigin } from '../../../src-shared/contract/runs.ts';
import { RunId } from '../../../src-shared/ids.ts';
import { defaultRecipe } from '../../../src-shared/recipe.ts';
import { newId } from '../../store/new-id.ts';
import type { Cell, Row } from '../../store/run-rows.ts';
import type { Store } from '../../store/store.ts';
import { EPOCH_COLUMNS, STEP_COLUMNS } from './series-lines.ts';
import type { SeriesRun } from './series-run.ts';

/** Rows that are written before others get their turn. */
const PAGE = 5000;

export interface NewSeries {
  name: string;
  origin: Extract<RunOrigin, 'tensorboard' | 'csv'>;
  series: SeriesRun;
  notes: readonly string[];
}

/** Writes runs of figures alone, all of them or none. Gives their ids. */
export async function storeSeries(store: Store, runs: readonly NewSeries[]): Promise<RunId[]> {
  const ids: RunId[] = [];
  try {
    for (const run of runs) {
      const id = RunId.parse(newId());
      ids.push(id);
      store.runRows.insert('runs', RUN_COLUMNS, [runRow(store, id, run)]);
      const { steps, epochs } = run.series;
      await insertRows(store, 'step_metrics', ['run_id', ...STEP_COLUMNS], steps, (point) => [
        id,
        ...[point.step, point.loss, point.top1, point.learningRate, point.stepMs, point.dataWaitMs].map(cell),
      ]);
      await insertRows(store, 'epoch_metrics', ['run_id', ...EPOCH_COLUMNS], epochs, (epoch) => [
        id,
        ...[
          epoch.epoch,
          epoch.step,
          epoch.trainLoss,
          epoch.trainTop1,
          epoch.valLoss,
          epoch.valTop1,
          epoch.valTop5,
          epoch.seconds,
          epoch.imagesPerSecond,
        ].map(cell),
      ]);
    }
    store.transaction(() => {
      for (const id of ids) store.runRows.show(id, null);
    });
    return ids;
  } catch (error) {
    store.runRows.discard(ids);
    throw error;
  }
}

const RUN_COLUMNS = [
  'id',
  'name',
  'number',
  'origin',
  'dataset_id',
  'dataset_name',
  'dataset_version',
  'classes_json',
  'recipe_json',
  'status',
  'duration_ms',
  'steps_per_epoch',
  'created_at_ms',
  'removed_at_ms',
  'notes_json',
];

/** What other programs do not say has a place in the table all the same: see `RunOrigin`. */
function runRow(store: Store, id: RunId, { name, origin, series, notes }: NewSeries): Row {
  const { steps, epochs, startedAtMs, durationMs } = series;
  const lastStep = steps.at(-1)?.step ?? epochs.at(-1)?.step ?? 0;
  const now = Date.now();
  return [
    id,
    name,
    store.runRows.nextNumber(),
    origin,
    newId(),
    'not known',
    1,
    '[]',
    JSON.stringify({ ...defaultRecipe('alexnet'), epochs: Math.max(1, epochs.length) }),
    'completed',
    durationMs,
    Math.round(lastStep / Math.max(1, epochs.length)),
    startedAtMs > 0 ? Math.round(startedAtMs) : now,
    now,
    JSON.stringify([...notes, ...series.notes]),
  ];
}

async function insertRows<Item>(
  store: Store,
  table: 'step_metrics' | 'epoch_metrics',
  columns: readonly string[],
  items: readonly Item[],
  toRow: (item: Item) => Row,
): Promise<void> {
  for (let from = 0; from < items.length; from += PAGE) {
    store.runRows.insert(table, columns, items.slice(from, from + PAGE).map(toRow));
    await new Promise((turn) => setImmediate(turn));
  }
}

function cell(value: number): Cell {
  return Number.isNaN(value) ? null : value;
}
