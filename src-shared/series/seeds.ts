import type { Run } from '../contract/runs.ts';

/** Runs that are equal but for their seeds stand together: same data set, same recipe. Groups in the order of their first runs. */
export function groupBySeeds<T>(
  items: readonly T[],
  runOf: (item: T) => Pick<Run, 'recipe' | 'dataset'>,
): T[][] {
  const groups = Map.groupBy(items, (item) => {
    const { recipe, dataset } = runOf(item);
    return JSON.stringify([dataset.id, { ...recipe, seed: 0 }]);
  });
  return [...groups.values()];
}

/** Mean of some curves and their standard deviation (of a sample: n − 1) at each column; what no curve reaches is not a number. */
export interface Spread {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/**
 * Mean and deviation over curves of the values `value` at the ascending places `at`. Between two of its places a curve is taken as straight, so
 * that curves with other places (other steps, other speeds) are compared at the same one; beyond its ends it does not count.
 */
export function spreadOf(
  curves: readonly { readonly at: Float64Array; readonly value: Float64Array }[],
  width: number,
): Spread {
  const mean = new Float64Array(width).fill(Number.NaN);
  const deviation = new Float64Array(width).fill(Number.NaN);
  const places = curves.map(() => 0);
  for (let column = 0; column < width; column += 1) {
    const values: number[] = [];
    for (const [index, { at, value }] of curves.entries()) {
      let next = places[index] ?? 0;
      while (next < at.length && (at[next] ?? 0) < column + 0.5) next += 1;
      places[index] = next;
      const here = between(at, value, next, column + 0.5);
      if (here !== null) values.push(here);
    }
    if (values.length === 0) continue;
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
    mean[column] = average;
    deviation[column] = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  }
  return { mean, deviation };
}

/** The curve's value at `place`, where `next` is its first point not before that; null beyond its ends. */
function between(at: Float64Array, value: Float64Array, next: number, place: number): number | null {
  const [right, left] = [at[next], at[next - 1]];
  // A column's point stands anywhere within it.
  if (left === undefined) return right !== undefined && right - place <= 0.5 ? (value[next] ?? null) : null;
  if (right === undefined) return place - left <= 0.5 ? (value[next - 1] ?? null) : null;
  const share = (place - left) / (right - left);
  return (value[next - 1] ?? 0) * (1 - share) + (value[next] ?? 0) * share;
}
