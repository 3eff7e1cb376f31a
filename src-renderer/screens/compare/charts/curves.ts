import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../../src-shared/ids.ts';
import {
  type Columns,
  columnsOf,
  extremesOf,
  type HorizontalAxis,
  meansOf,
  placesOf,
  placing,
} from '../../../../src-shared/series/columns.ts';
import { groupBySeeds, spreadOf } from '../../../../src-shared/series/seeds.ts';
import {
  EPOCH_COLUMNS,
  type EpochColumn,
  type RunNumbers,
} from '../../../../src-shared/series/series-answer.ts';
import { countBelow } from '../../../../src-shared/series/stretch.ts';
import { smooth } from '../../../charts/smooth.ts';
import type { ComparedRun } from '../compared-run.ts';
import { type ChartAxis, seriesAxis, unitOf } from './chart-axis.ts';
import type { ChartSettings } from './chart-settings.ts';
import type { Metric } from './metrics.ts';
import type { Loaded, SeriesSource } from './series-source.ts';

/** What is drawn of one run, or of runs that are equal but for the seed. */
export interface DrawnCurve {
  readonly ids: readonly RunId[];
  readonly name: string;
  readonly colour: string;
  /** What every point is within, or mean ± deviation; drawn faint where there is a line too. */
  readonly band: Columns | null;
  readonly line: Columns | null;
}

/** The points of one run and metric, in the axis' units. */
interface Points {
  readonly x: Float64Array;
  readonly low: Float64Array | Float32Array;
  readonly high: Float64Array | Float32Array;
  readonly mean: Float64Array | Float32Array;
  readonly end?: number;
  /** What `x` has to be multiplied with. */
  readonly unit: number;
}

/** The curves of the runs that are not hidden, for a picture with this axis. */
export function curvesOf(
  runs: readonly ComparedRun[],
  metric: Metric,
  source: SeriesSource,
  settings: ChartSettings,
  axis: HorizontalAxis,
): DrawnCurve[] {
  const shown = runs.filter(({ run }) => !settings.hidden.has(run.id));
  const groups = settings.seeds ? groupBySeeds(shown, ({ run }) => run) : shown.map((one) => [one]);
  const curveOf = (one: ComparedRun) => runCurve(one, metric, source, settings, axis);
  return groups.flatMap((group) =>
    group.length > 1
      ? seedsCurve(group, metric, source, settings, axis)
      : group.flatMap((one) => curveOf(one)),
  );
}

/** The values that a picture of the curves reaches; null where there is none. */
export function valuesOf(curves: readonly DrawnCurve[], logarithmic: boolean): [number, number] | null {
  const drawn = curves.flatMap(({ band, line }) => band ?? line ?? []);
  return extremesOf(drawn, (value) => !logarithmic || value > 0);
}

/** The points of a metric of a run. */
export function pointsOf(
  { run }: ComparedRun,
  metric: Metric,
  source: SeriesSource,
  axis: ChartAxis,
): Points | null {
  const loaded = loadedFor(metric, run, source);
  if (!loaded) return null;
  const unit = unitOf(axis, run);
  const byWall = seriesAxis(axis) === 'wall';
  if (metric.of === 'epoch') return { ...epochPoints(loaded, metric.column, byWall), unit };
  const extent = loaded.rows.columns.get(metric.column);
  const x = byWall ? loaded.rows.wall : loaded.rows.step;
  if (!extent || !x) return null;
  const last = byWall ? loaded.answer.wallMs : loaded.answer.lastStep;
  return { x, ...extent, ...(loaded.range.to >= last && { end: last }), unit };
}

/** Figures of epochs come with the overview; of steps there may be finer ones where the picture is zoomed to. */
function loadedFor(metric: Metric, run: Run, source: SeriesSource): Loaded | null {
  return metric.of === 'epoch' ? source.overview(run.id) : source.of(run);
}

/** Worked out once: the list of values asks with every move of the pointer. */
const known = new WeakMap<Loaded, Map<string, Omit<Points, 'unit'>>>();

/** The epochs that have a figure, in units of the rows. */
function epochPoints(loaded: Loaded, column: EpochColumn, byWall: boolean): Omit<Points, 'unit'> {
  const all = known.get(loaded) ?? new Map<string, Omit<Points, 'unit'>>();
  known.set(loaded, all);
  const key = `${column} ${byWall}`;
  const before = all.get(key);
  if (before) return before;
  const x: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < loaded.answer.epochs; row += 1) {
    const value = figure(loaded, row, EPOCH_COLUMNS.indexOf(column));
    if (Number.isNaN(value)) continue;
    const step = figure(loaded, row, EPOCH_COLUMNS.indexOf('step'));
    x.push(byWall ? wallAt(loaded, step) : step);
    values.push(value);
  }
  const mean = Float64Array.from(values);
  const points = { x: Float64Array.from(x), low: mean, high: mean, mean };
  all.set(key, points);
  return points;
}

/** The last curve of each metric, and what it was made for. */
const made = new WeakMap<Loaded, Map<Metric, MadeCurve>>();

interface MadeCurve {
  readonly key: string;
  readonly curves: DrawnCurve[];
}

/**
 * The curve of a run, the same object as long as nothing about it changes: small multiples ask for every run's in each of their charts, and of a zoom only what has
 * points of its steps is drawn again when the finer ones come.
 */
function runCurve(
  one: ComparedRun,
  metric: Metric,
  source: SeriesSource,
  settings: ChartSettings,
  axis: HorizontalAxis,
): DrawnCurve[] {
  const { run, colour } = one;
  const loaded = loadedFor(metric, run, source);
  if (!loaded) return [];
  const all = made.get(loaded) ?? new Map<Metric, MadeCurve>();
  made.set(loaded, all);
  const key = JSON.stringify([
    run.name,
    colour,
    unitOf(settings.axis, run),
    settings.axis,
    settings.smoothing,
    axis,
  ]);
  const before = all.get(metric);
  if (before?.key === key) return before.curves;
  const curves = makeCurve(one, metric, source, settings, axis);
  all.set(metric, { key, curves });
  return curves;
}

function makeCurve(
  one: ComparedRun,
  metric: Metric,
  source: SeriesSource,
  settings: ChartSettings,
  axis: HorizontalAxis,
): DrawnCurve[] {
  const points = pointsOf(one, metric, source, settings.axis);
  if (!points || points.x.length === 0) return [];
  const at = placesOf(points.x, points.unit, axis);
  const end = points.end === undefined ? {} : { end: placing(axis)(points.end * points.unit) };
  const raw = columnsOf({ at, low: points.low, high: points.high, ...end }, axis.width);
  const { run, colour } = one;
  const common = { ids: [run.id], name: run.name, colour };
  if (metric.of === 'epoch' || settings.smoothing === 0) return [{ ...common, band: null, line: raw }];
  return [
    { ...common, band: raw, line: lineOf(smoothed(at, points.mean, settings.smoothing, axis), axis.width) },
  ];
}

/** Mean and deviation over the seeds of runs. */
function seedsCurve(
  group: readonly ComparedRun[],
  metric: Metric,
  source: SeriesSource,
  settings: ChartSettings,
  axis: HorizontalAxis,
): DrawnCurve[] {
  const curves = group.flatMap((one) => {
    const points = pointsOf(one, metric, source, settings.axis);
    if (!points || points.x.length === 0) return [];
    const at = placesOf(points.x, points.unit, axis);
    return [smoothed(at, points.mean, metric.of === 'step' ? settings.smoothing : 0, axis)];
  });
  const [first] = group;
  if (!first || curves.length === 0) return [];
  const { mean, deviation } = spreadOf(curves, axis.width);
  const at = Float64Array.from(mean, (_, column) => column + 0.5);
  return [
    {
      ids: group.map(({ run }) => run.id),
      name: `${first.run.name} and ${group.length - 1} more (mean of ${group.length} seeds)`,
      colour: first.colour,
      band: {
        low: mean.map((value, column) => value - (deviation[column] ?? 0)),
        high: mean.map((value, column) => value + (deviation[column] ?? 0)),
      },
      line: lineOf({ at, value: mean }, axis.width),
    },
  ];
}

/** Means of the columns, smoothed; some of those left of the picture are there so that the line does not begin anew at its edge. */
function smoothed(
  places: Float64Array,
  mean: Points['mean'],
  weight: number,
  axis: HorizontalAxis,
): { at: Float64Array; value: Float64Array } {
  const { at, value } = meansOf(places, mean, { width: axis.width, margin: axis.width / 4 });
  return { at, value: weight > 0 ? smooth(value, weight) : value };
}

function lineOf({ at, value }: { at: Float64Array; value: Float64Array }, width: number): Columns {
  return columnsOf({ at, low: value, high: value }, width);
}

/** Time trained up to a step, milliseconds; straight between the rows of the overview. */
function wallAt({ rows, answer }: Loaded, step: number): number {
  const next = countBelow(rows.step, step, { orEqual: true });
  const [left, right] = [next - 1, next];
  const [fromStep, fromWall] = [rows.step[left] ?? 0, rows.wall?.[left] ?? 0];
  const [toStep, toWall] = [rows.step[right] ?? answer.lastStep, rows.wall?.[right] ?? answer.wallMs];
  return toStep > fromStep
    ? fromWall + ((toWall - fromWall) * (step - fromStep)) / (toStep - fromStep)
    : toWall;
}

function figure({ epochs }: RunNumbers, row: number, column: number): number {
  return epochs[row * EPOCH_COLUMNS.length + column] ?? Number.NaN;
}
