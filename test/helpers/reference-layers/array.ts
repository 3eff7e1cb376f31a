/** A tensor in float64, row-major. */
export interface Array64 {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** An array whose every element is a function of its place. */
export function arrayOf(shape: readonly number[], valueAt: (...place: number[]) => number): Array64 {
  const size = shape.reduce((product, n) => product * n, 1);
  const place = shape.map(() => 0);
  const data = new Float64Array(size);
  for (let index = 0; index < size; index++) {
    let rest = index;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const n = shape[axis] ?? 1;
      place[axis] = rest % n;
      rest = Math.floor(rest / n);
    }
    data[index] = valueAt(...place);
  }
  return { shape, data };
}

/** The element at a place; undefined outside of the array. */
export function find({ shape, data }: Array64, place: readonly number[]): number | undefined {
  let index = 0;
  for (const [axis, n] of shape.entries()) {
    const at = place[axis] ?? 0;
    if (at < 0 || at >= n) return undefined;
    index = index * n + at;
  }
  return data[index];
}

/** The element at a place; 0 outside of the array, as padding has it. */
export function get(array: Array64, ...place: number[]): number {
  return find(array, place) ?? 0;
}

/** 0, 1, …, n − 1. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
