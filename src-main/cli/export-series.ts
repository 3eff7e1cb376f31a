import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RunId } from '../../src-shared/ids.ts';
import type { Store } from '../store/store.ts';
import { type CommonOptions, outputFor, withWorkspace } from './command.ts';
import { fileError } from './file-error.ts';

/** Formats of `export` that have a run's figures and not its weights. */
export const SERIES_FORMATS = ['tensorboard', 'csv'] as const;
export type SeriesFormat = (typeof SERIES_FORMATS)[number];

/** Writes a run's figures into a folder: an event file, or `steps.csv` and `epochs.csv`. */
export async function exportSeries(
  options: CommonOptions & { run: string; format: SeriesFormat; out: string },
): Promise<void> {
  await withWorkspace(options, { mode: 'read' }, async ({ store }) => {
    const { id, createdAtMs } = store.runs.find(options.run);
    const folder = resolve(options.out);
    const sources = await sourcesOf(options.format, store, id, createdAtMs);
    let bytes = 0;
    try {
      await mkdir(folder, { recursive: true });
      for (const [name, source] of sources) {
        await pipeline(Readable.from(source), createWriteStream(join(folder, name)));
        bytes += (await stat(join(folder, name))).size;
      }
    } catch (error) {
      throw fileError(error, folder);
    }
    const names = sources.map(([name]) => name);
    outputFor(options).result({ file: folder, files: names, bytes }, `${folder}: ${names.join(', ')}`);
  });
}

async function sourcesOf(
  format: SeriesFormat,
  store: Store,
  id: RunId,
  createdAtMs: number,
): Promise<(readonly [string, Iterable<string | Buffer>])[]> {
  if (format === 'tensorboard') {
    const { eventFileName, eventsOf } = await import('../services/series-files/write-events.ts');
    return [[eventFileName(createdAtMs), eventsOf(store, id)]];
  }
  const { csvOf } = await import('../services/series-files/series-lines.ts');
  return [
    ['steps.csv', csvOf(store, id, 'steps')],
    ['epochs.csv', csvOf(store, id, 'epochs')],
  ];
}
