import type { StepSeries } from './contract/runs.ts';

/** How many buckets give at most `maxPoints` points: each gives its lowest and its highest loss. */
export function bucketCount(maxPoints: number): number {
  return Math.max(1, Math.floor(maxPoints / 2));
}

/**
 * First step of bucket `index` when the `span` steps from `first` on are cut into `buckets` of equal width; that of
 * bucket `buckets` is the one after the last step. The store's SQL does the same arithmetic.
 */
export function bucketStart(index: number, first: number, span: number, buckets: number): number {
  return first + Math.floor((index * span) / buckets);
}

/**
 * At most `maxPoints` (2 or more) points of an ascending series: where there are more, the lowest and the highest loss of each
 * bucket, so that no spike is lost. What the store gives for a stored run, for points that are in memory.
 */
export function thinSeries(series: StepSeries, maxPoints: number): StepSeries {
  const { step, loss } = series;
  const first = step.at(0) ?? 1;
  const span = (step.at(-1) ?? 0) - first + 1;
  if (step.length <= maxPoints) return series;

  const buckets = bucketCount(maxPoints);
  const kept: number[] = [];
  let from = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const end = bucketStart(bucket + 1, first, span, buckets);
    let low = from;
    let high = from;
    let index = from;
    for (; index < step.length && at(step, index) < end; index += 1) {
      if (at(loss, index) < at(loss, low)) low = index;
      if (at(loss, index) > at(loss, high)) high = index;
    }
    if (index > from) kept.push(...new Set([Math.min(low, high), Math.max(low, high)]));
    from = index;
  }
  const pick = (column: readonly number[]) => kept.map((index) => at(column, index));
  return {
    step: pick(step),
    loss: pick(loss),
    top1: pick(series.top1),
    learningRate: pick(series.learningRate),
  };
}

/** An element that is known to be there. */
function at(column: readonly number[], index: number): number {
  return column[index] ?? Number.NaN;
}
