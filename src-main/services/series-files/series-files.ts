import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { BroughtRuns, FileSource } from '../../../src-shared/contract/files.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { Found } from '../../data/walk-files.ts';
import type { Store } from '../../store/store.ts';
import type { Changes } from '../changes.ts';
import { createSharedWork } from '../shared-work.ts';
import type { Uploads } from '../uploads.ts';
import type { SeriesByTag } from './point-series.ts';
import { readCsvFile } from './read-csv.ts';
import { EVENT_FILE, findFiles, groupEventFiles, readEventFile } from './read-events.ts';
import { toSeriesRun } from './series-run.ts';
import { type NewSeries, storeSeries } from './store-series.ts';

/** Figures that another program wrote, as runs that can be charted and compared. */
export interface SeriesFiles {
  /** Reads event files or CSV, a file or a folder; an upload is deleted afterwards. Errors: `not-found`, `bad-request`, `cancelled`. */
  read(source: FileSource, signal?: AbortSignal): AsyncGenerator<BroughtRuns>;
  /** Gives up what is read. */
  close(): Promise<void>;
}

export interface SeriesFilesParts {
  store: Store;
  uploads: Uploads;
  changes: Changes;
}

const CSV = /\.csv$/i;

export function createSeriesFiles({ store, uploads, changes }: SeriesFilesParts): SeriesFiles {
  const reading = createSharedWork<BroughtRuns>();
  return {
    async *read(source, signal) {
      try {
        const path = source.kind === 'path' ? resolve(source.path) : await uploads.folder(source.uploadId);
        const name = source.kind === 'path' ? basename(path).replace(CSV, '') : 'Imported';
        yield yield* reading.follow(
          path,
          async (tell, givenUp) => {
            const runs = await readRuns(
              path,
              name,
              (done, total) => tell({ type: 'progress', done, total }),
              givenUp,
            );
            const named = withFreeNames(store, runs);
            const ids = await storeSeries(store, named);
            changes.announce('all');
            return {
              type: 'done',
              runs: ids.map((id) => ({ id, name: store.runs.get(id).name })),
              notes: ids.flatMap((id) => store.runs.get(id).notes),
            };
          },
          signal,
        );
      } finally {
        if (source.kind === 'upload') await uploads.remove(source.uploadId);
      }
    },
    close: () => reading.close(),
  };
}

async function readRuns(
  path: string,
  name: string,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<NewSeries[]> {
  const files = await findFiles(path, new RegExp(`${EVENT_FILE.source}|${CSV.source}`, 'i')).catch(
    (cause) => {
      throw new AppError('not-found', `There is no file or folder ${path}. Check the path.`, { cause });
    },
  );
  const events = files.filter(({ file }) => EVENT_FILE.test(file));
  const tables = files.filter(({ file }) => CSV.test(file));
  if (events.length + tables.length === 0) {
    throw new AppError(
      'bad-request',
      `${name} has no event files of TensorBoard (their names have .tfevents. in them) and no .csv files.`,
    );
  }
  const total = await totalBytes([...events, ...tables]);
  let done = 0;
  const onBytes = (bytes: number) => {
    if (signal.aborted) throw new AppError('cancelled', 'The import of figures was stopped.');
    done += bytes;
    onProgress(done, total);
  };
  const runs: NewSeries[] = [];
  const strange: string[] = [];
  const add = (run: Omit<NewSeries, 'series'>, series: SeriesByTag) => {
    const made = toSeriesRun(series);
    if (made) runs.push({ ...run, series: made });
    else strange.push(`${run.name} (${[...series.keys()].slice(0, 8).join(', ') || 'no figures'})`);
  };
  for (const group of groupEventFiles(events, name)) {
    const [series, notes]: [SeriesByTag, string[]] = [new Map(), []];
    for (const { path: file, file: shown, prefix } of group.files) {
      const wrong = await readEventFile(file, prefix, series, onBytes);
      if (wrong !== null) notes.push(`${shown}: ${wrong}.`);
    }
    add({ name: group.name, origin: 'tensorboard', notes }, series);
  }
  for (const [folder, group] of byFolder(tables, name)) {
    const series: SeriesByTag = new Map();
    for (const { path: file, file: shown } of group) await readCsvFile(file, shown, series, onBytes);
    add({ name: folder, origin: 'csv', notes: [] }, series);
  }
  if (runs.length === 0) {
    throw new AppError(
      'bad-request',
      `No figure here means the same as those of ${strange.join('; ')}. A training loss is called loss or train/loss, a validation accuracy val/accuracy; see docs/exchange.md.`,
    );
  }
  return runs;
}

/** The tables of one folder are one run: its steps and its epochs. */
function byFolder(tables: readonly Found[], rootName: string): Map<string, Found[]> {
  return Map.groupBy(tables, ({ file }) => file.split('/').slice(0, -1).join('/') || rootName);
}

async function totalBytes(files: readonly Found[]): Promise<number> {
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function withFreeNames(store: Store, runs: readonly NewSeries[]): NewSeries[] {
  const taken = new Set(store.runs.list().map(({ name }) => name));
  return runs.map((run) => {
    const base = run.name.slice(0, 110);
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}, ${number}`;
    taken.add(name);
    return { ...run, name };
  });
}
