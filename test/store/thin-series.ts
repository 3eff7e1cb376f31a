import type { StepSeries } from '../../src-shared/contract/runs.ts';

/**
 * At most `maxPoints` (2 or more) points of an ascending series: where there are more, the lowest and the highest loss of each
 * bucket, so that no spike is lost. What the store's SQL has to give, said in plain loops.
 */
export function thinSeries(series: StepSeries, maxPoints: number): StepSeries {
  const { step, loss } = series;
  const first = step.at(0) ?? 1;
  const span = (step.at(-1) ?? 0) - first + 1;
  if (step.length <= maxPoints) return series;

  const buckets = Math.max(1, Math.floor(maxPoints / 2));
  const kept: number[] = [];
  let from = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const end = first + Math.floor(((bucket + 1) * span) / buckets);
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
