/** A picture's numbers, as a row of equal length for every picture. */
export type Features = Float64Array;

/** Averages `[size, size, 3]` bytes over squares of `size / cells` pixels: `[cells, cells, 3]`, each 0 to 1. */
export function shrink(pixels: Uint8Array, size: number, cells: number): Features {
  const side = size / cells;
  const share = 1 / (255 * side * side);
  const result = new Float64Array(cells * cells * 3);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = (row * size + column) * 3;
      const to = (Math.floor(row / side) * cells + Math.floor(column / side)) * 3;
      for (let channel = 0; channel < 3; channel++) {
        result[to + channel] = at(result, to + channel) + (pixels[from + channel] ?? 0) * share;
      }
    }
  }
  return result;
}

/**
 * Top-1 accuracy on `test` of the best of several linear classifiers fitted to `train`: ridge regression on one-hot
 * labels, one fit for each penalty, solved in its dual form (as many unknowns as pictures).
 */
export function linearAccuracy(
  train: readonly { features: Features; label: number }[],
  test: readonly { features: Features; label: number }[],
  classes: number,
  penalties: readonly number[] = [1, 10, 100, 1000],
): number {
  const mean = meanOf(train.map(({ features }) => features));
  const known = train.map(({ features }) => minus(features, mean));
  const asked = test.map(({ features }) => minus(features, mean));
  const kernel = known.map((a) => Float64Array.from(known, (b) => dot(a, b)));
  const likeness = asked.map((a) => Float64Array.from(known, (b) => dot(a, b)));
  const targets = Array.from({ length: classes }, (_, label) =>
    Float64Array.from(train, (picture) => (picture.label === label ? 1 : 0) - 1 / classes),
  );
  const accuracies = penalties.map((penalty) => {
    const factor = cholesky(kernel, penalty);
    const weights = targets.map((target) => solve(factor, target));
    const right = test.filter(({ label }, i) => {
      const scores = weights.map((weight) => dot(weight, likeness[i] ?? weight));
      return scores.indexOf(Math.max(...scores)) === label;
    });
    return right.length / test.length;
  });
  return Math.max(...accuracies);
}

function meanOf(rows: readonly Features[]): Features {
  const sum = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let i = 0; i < sum.length; i++) sum[i] = at(sum, i) + at(row, i) / rows.length;
  return sum;
}

function minus(a: Features, b: Features): Features {
  return a.map((value, i) => value - at(b, i));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i);
  return sum;
}

/** The lower triangular L with L·Lᵀ = matrix + penalty·I, row by row. */
function cholesky(matrix: readonly Float64Array[], penalty: number): Float64Array[] {
  const lower: Float64Array[] = [];
  matrix.forEach((source, row) => {
    const target = new Float64Array(row + 1);
    lower.push(target);
    lower.forEach((other, column) => {
      let rest = at(source, column) + (row === column ? penalty : 0);
      for (let k = 0; k < column; k++) rest -= at(target, k) * at(other, k);
      target[column] = row === column ? Math.sqrt(rest) : rest / at(other, column);
    });
  });
  return lower;
}

/** x with L·Lᵀ·x = y. */
function solve(lower: readonly Float64Array[], y: Float64Array): Float64Array {
  const x = Float64Array.from(y);
  lower.forEach((row, i) => {
    let rest = at(x, i);
    for (let k = 0; k < i; k++) rest -= at(row, k) * at(x, k);
    x[i] = rest / at(row, i);
  });
  lower.toReversed().forEach((row, fromEnd) => {
    const i = lower.length - 1 - fromEnd;
    x[i] = at(x, i) / at(row, i);
    for (let k = 0; k < i; k++) x[k] = at(x, k) - at(row, k) * at(x, i);
  });
  return x;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}
