/** Places on an axis of differences, in shares. */
export interface IntervalAxis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const MOST_TICKS = 9;

/** An axis that holds all of the intervals and zero, with ticks at round numbers of points. */
export function intervalAxis(
  intervals: readonly { readonly low: number; readonly high: number }[],
): IntervalAxis {
  const low = Math.min(0, ...intervals.map((one) => one.low));
  const high = Math.max(0, ...intervals.map((one) => one.high));
  const step = STEPS.find((one) => (high - low) / one <= MOST_TICKS - 2) ?? 1;
  const first = Math.floor(low / step - 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step + 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { from: first * step, to: last * step, ticks };
}

/** Where a share lies on an axis, in percent of its length. */
export function placeOn({ from, to }: IntervalAxis, share: number): number {
  return ((share - from) / (to - from)) * 100;
}
