import type { Array64 } from './reference-layers/array.ts';

/**
 * The gradient of Σ weights · run() by an array, by central differences in float64: the array's elements are moved one by one
 * and moved back. The step is small, so that hardly ever a kink of the function lies within it.
 */
export function numericGradient(array: Array64, weights: Array64, run: () => Array64): Array64 {
  const step = 1e-7;
  const value = (): number => {
    const { data } = run();
    return data.reduce((total, element, index) => total + element * (weights.data[index] ?? 0), 0);
  };
  const data = array.data.map((element, index) => {
    array.data[index] = element + step;
    const above = value();
    array.data[index] = element - step;
    const below = value();
    array.data[index] = element;
    return (above - below) / (2 * step);
  });
  return { shape: array.shape, data };
}

/** Largest difference of two arrays over the largest value of the second, or over 1 where that is smaller. */
export function distance(actual: Array64, expected: Array64): number {
  let difference = 0;
  let size = 1;
  for (const [index, value] of expected.data.entries()) {
    const off = Math.abs((actual.data[index] ?? Number.NaN) - value);
    difference = Math.max(difference, Number.isNaN(off) ? Number.POSITIVE_INFINITY : off);
    size = Math.max(size, Math.abs(value));
  }
  return difference / size;
}
