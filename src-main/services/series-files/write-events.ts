import { hasRecipe, type Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { settingsOf } from '../../../src-shared/recipe/settings.ts';
import type { Cell } from '../../store/run-rows.ts';
import type { Store } from '../../store/store.ts';
import { encodeScalars, encodeText, encodeVersion } from './event-messages.ts';
import { EPOCH_COLUMNS, STEP_COLUMNS, seriesPages } from './series-lines.ts';
import { tfRecord } from './tf-records.ts';

/** The name of a run's event file; TensorBoard goes by the middle part. */
export function eventFileName(createdAtMs: number): string {
  return `events.out.tfevents.${Math.floor(createdAtMs / 1000)}.alexnet-studio`;
}

/**
 * A run as an event file, by pieces: its settings as a text, `train/loss` and so on at each step, `epoch/val_top1` and so on at the last step
 * of each epoch. Numbers are float32 there.
 */
export function* eventsOf(store: Store, id: RunId): Generator<Buffer> {
  const run = store.runs.get(id);
  let atMs = run.createdAtMs;
  const tell = (data: Uint8Array) => tfRecord(data);
  yield tell(encodeVersion(atMs));
  yield tell(encodeText(atMs, 'settings/text_summary', settingsText(run)));

  const at = new Map<number, number>();
  const stepMs = STEP_COLUMNS.indexOf('step_ms');
  const ends = new Set(store.metrics.epochs(id).map(({ step }) => step));
  for (const page of seriesPages(store, id, 'steps')) {
    const records = page.map((row) => {
      const [step = 0] = row;
      atMs += Number(row[stepMs] ?? 0);
      if (ends.has(Number(step))) at.set(Number(step), atMs);
      return tell(encodeScalars(atMs, Number(step), named(STEP_COLUMNS, row, 'train/', 1)));
    });
    yield Buffer.concat(records);
  }
  for (const page of seriesPages(store, id, 'epochs')) {
    for (const row of page) {
      const step = Number(row[EPOCH_COLUMNS.indexOf('step')]);
      const values = named(EPOCH_COLUMNS, row, 'epoch/', 0);
      values.delete('epoch/step');
      yield tell(encodeScalars(at.get(step) ?? atMs, step, values));
    }
  }
}

function named(columns: readonly string[], row: readonly Cell[], prefix: string, from: number) {
  return new Map(
    columns
      .slice(from)
      .map((name, index): [string, Cell] => [prefix + name, row[from + index] ?? null])
      .flatMap(([name, value]): [string, number][] => (typeof value === 'number' ? [[name, value]] : [])),
  );
}

function settingsText(run: Run): string {
  const { name, dataset, recipe } = run;
  const rows = [
    ['run', name],
    ['data set', `${dataset.name}, version ${dataset.version}`],
    ...(hasRecipe(run) ? settingsOf(recipe) : []),
  ];
  const cell = (value: unknown) => String(value).replaceAll('|', '\\|').replaceAll('\n', ' ');
  return [
    '| setting | value |',
    '| --- | --- |',
    ...rows.map(([key, value]) => `| ${cell(key)} | ${cell(value)} |`),
  ].join('\n');
}
