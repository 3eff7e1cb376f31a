import { countBelow } from '../../../../src-shared/series/stretch.ts';
import type { ComparedRun } from '../compared-run.ts';
import { type ChartAxis, unitOf } from './chart-axis.ts';
import { pointsOf } from './curves.ts';
import type { Metric } from './metrics.ts';
import type { SeriesSource } from './series-source.ts';

/** The value of a metric at a place of the axis (the mean of the points that share the pixel, the epoch before), or the last one at all (null). */
export function valueAt(
  one: ComparedRun,
  metric: Metric,
  source: SeriesSource,
  axis: ChartAxis,
  x: number | null,
): number | null {
  const points = pointsOf(one, metric, source, axis);
  if (!points) return null;
  const row = x === null ? points.x.length - 1 : countBelow(points.x, x / points.unit, { orEqual: true }) - 1;
  const beyond = x !== null && points.end !== undefined && x / points.unit > points.end;
  return beyond ? null : (points.mean[row] ?? null);
}

/** From where to where the runs go on the axis; null while nothing is there. A logarithmic axis begins above zero. */
export function extentOf(
  runs: readonly ComparedRun[],
  source: SeriesSource,
  axis: ChartAxis,
  logarithmic: boolean,
): [number, number] | null {
  let [min, max] = [Infinity, 0];
  for (const { run } of runs) {
    const loaded = source.overview(run.id);
    if (!loaded) continue;
    const { firstStep, lastStep, wallMs } = loaded.answer;
    const unit = unitOf(axis, run);
    const first = axis === 'time' ? (loaded.rows.wall?.[0] ?? 1) : firstStep;
    min = Math.min(min, first * unit);
    max = Math.max(max, (axis === 'time' ? wallMs : lastStep) * unit);
  }
  if (max === 0) return null;
  return logarithmic ? [Math.min(min, max / 2), max] : [0, max];
}
