import { z } from 'zod';
import { RunId } from '../ids.ts';
import { SERIES_PATH } from '../routes.ts';
import { STEP_COLUMNS } from './row-layout.ts';

/** Ascending along a run: its steps, or the milliseconds that it has trained. */
export const SeriesAxis = z.enum(['step', 'wall']);
export type SeriesAxis = z.infer<typeof SeriesAxis>;

/** The most runs that are asked for at once: an address must not become too long. */
export const RUNS_AT_ONCE = 200;

/** Infinity is a place too: that of everything. */
const place = z.union([z.number(), z.literal([Infinity, -Infinity])]);
/** `<run>` for all of it, or `<run>:<from>:<to>` for a stretch in units of the axis. */
const RunStretch = z
  .string()
  .transform((text) => {
    const [id = '', from = -Infinity, to = Infinity] = text.split(':');
    return { id, from: Number(from), to: Number(to) };
  })
  .pipe(z.object({ id: RunId, from: place, to: place }));

/** A stretch of some runs' series, as the http route is asked for it. */
export const SeriesRequest = z.object({
  axis: SeriesAxis,
  /** Rows wanted of each run, at least where it has so many points: the width of the picture in pixels. On a logarithmic axis each doubling gets an equal share. */
  rows: z.coerce.number().int().min(1).max(20_000),
  logarithmic: z.stringbool(),
  columns: z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(STEP_COLUMNS))),
  /** Whether the figures of epochs are wanted too. */
  epochs: z.stringbool(),
  runs: z.array(RunStretch).min(1).max(RUNS_AT_ONCE),
});
export type SeriesRequest = z.infer<typeof SeriesRequest>;

/** The address of a stretch of series; answered with what `readSeriesAnswer` understands. */
export function seriesUrl({ axis, rows, logarithmic, columns, epochs, runs }: SeriesRequest): string {
  const stretches = runs.map(({ id, from, to }) =>
    from === -Infinity && to === Infinity ? `run=${id}` : `run=${id}:${from}:${to}`,
  );
  const query = [`axis=${axis}`, `rows=${rows}`, `logarithmic=${logarithmic}`, `columns=${columns.join()}`];
  return `${SERIES_PATH}?${[...query, `epochs=${epochs}`, ...stretches].join('&')}`;
}
