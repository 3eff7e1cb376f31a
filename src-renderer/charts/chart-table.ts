import { smooth } from './smooth.ts';

/** Values at the ends of epochs, such as validation loss; `step` is the epoch's last. */
export interface EpochValue {
  readonly step: number;
  readonly value: number;
}

export interface ChartInput {
  /** Ascending. */
  readonly steps: Float64Array;
  readonly values: Float64Array;
  readonly epochValues: readonly EpochValue[];
  /** 0..1, see `smooth`. */
  readonly smoothing: number;
  /** Unit of the x axis in steps: 1 for steps, an epoch's steps for epochs. */
  readonly unit: number;
}

/** Columns of equal length as uPlot takes them: x, raw values, smoothed values, epoch values (null between them). */
export type ChartTable = [
  x: Float64Array,
  raw: Float64Array,
  smoothed: Float64Array,
  epochs: (number | null)[],
];

/** Lays out what a chart draws. An epoch's value stands at its last step, or at the last known one before it where steps were thinned. */
export function chartTable({ steps, values, epochValues, smoothing, unit }: ChartInput): ChartTable {
  const epochs = new Array<number | null>(steps.length).fill(null);
  for (const { step, value } of epochValues) {
    const index = lastAtOrBefore(steps, step);
    if (index >= 0) epochs[index] = value;
  }
  return [steps.map((step) => step / unit), values, smooth(values, smoothing), epochs];
}

/** Index of the last of the ascending `steps` that is not above `step`; -1 where all are. */
export function lastAtOrBefore(steps: Float64Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] ?? Infinity) <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
