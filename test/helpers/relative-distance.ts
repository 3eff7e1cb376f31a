/** Largest difference over the largest expected value; infinite where the lengths differ. */
export function relativeDistance(actual: ArrayLike<number> | undefined, expected: ArrayLike<number>): number {
  let [difference, size] = [0, 1e-12];
  for (let index = 0; index < expected.length; index++) {
    const off = Math.abs((actual?.[index] ?? Number.NaN) - (expected[index] ?? 0));
    difference = Math.max(difference, Number.isNaN(off) ? Number.POSITIVE_INFINITY : off);
    size = Math.max(size, Math.abs(expected[index] ?? 0));
  }
  return actual?.length === expected.length ? difference / size : Number.POSITIVE_INFINITY;
}
