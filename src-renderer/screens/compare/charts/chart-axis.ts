import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { SeriesAxis } from '../../../../src-shared/series/series-request.ts';
import { formatDuration } from '../../../ui/format.ts';

/** What the horizontal axis counts. */
export type ChartAxis = 'step' | 'epoch' | 'time' | 'pictures';

export const CHART_AXES: readonly { axis: ChartAxis; title: string }[] = [
  { axis: 'step', title: 'Steps' },
  { axis: 'epoch', title: 'Epochs' },
  { axis: 'time', title: 'Time' },
  { axis: 'pictures', title: 'Pictures' },
];

/** The axis by which the rows of a run are found. */
export function seriesAxis(axis: ChartAxis): SeriesAxis {
  return axis === 'time' ? 'wall' : 'step';
}

/** How many of the axis' units a step of the run is, or for time a millisecond: seconds. */
export function unitOf(axis: ChartAxis, { stepsPerEpoch, recipe }: Run): number {
  switch (axis) {
    case 'step':
      return 1;
    case 'epoch':
      return 1 / Math.max(1, stepsPerEpoch);
    case 'pictures':
      return recipe.batch;
    case 'time':
      return 1 / 1000;
  }
}

/** A place on the axis, in words. */
export function placeText(x: number, axis: ChartAxis): string {
  switch (axis) {
    case 'step':
      return `Step ${Math.round(x).toLocaleString('en-US')}`;
    case 'epoch':
      return `Epoch ${x.toFixed(2)}`;
    case 'pictures':
      return `${Math.round(x).toLocaleString('en-US')} pictures`;
    case 'time':
      return `After ${formatDuration(1000 * x)}`;
  }
}

/** A tick of the axis: `2k`, `1.5M`; times as `40 s`, `5 min`, `2 h`. */
export function tickText(x: number, axis: ChartAxis): string {
  if (axis !== 'time') {
    return x.toLocaleString('en-US', { notation: 'compact', maximumSignificantDigits: 4 });
  }
  const [unit, seconds] =
    x >= 86_400 ? ['d', 86_400] : x >= 3600 ? ['h', 3600] : x >= 60 ? ['min', 60] : ['s', 1];
  return `${Number((x / seconds).toPrecision(3))} ${unit}`;
}
