import { random } from '../../../src-shared/random.ts';

/** Rounds of the power iteration; a plane to look at needs no more digits. */
const ROUNDS = 30;

/** Rows projected on the two axes along which they vary most, and the axes' shares of the variance. */
export interface Plane {
  /** [rows, 2] */
  readonly projected: Float32Array;
  readonly explained: readonly [number, number];
}

/**
 * Principal component analysis of [rows, columns], for the first two axes: power iteration on the centred matrix (which is never multiplied by itself), the second axis at right
 * angles to the first. The sign of an axis is such that its largest element is positive.
 */
export function principalComponents(values: Float32Array, [rows, columns]: readonly [number, number]): Plane {
  const centred = centre(values, rows, columns);
  const total = centred.reduce((sum, value) => sum + value * value, 0);
  const first = leadingAxis(centred, rows, columns, undefined);
  const second = leadingAxis(centred, rows, columns, first);
  const projected = new Float32Array(rows * 2);
  const along = [first, second].map((axis) => timesVector(centred, rows, columns, axis));
  const share = (scores: Float64Array): number =>
    total > 0 ? scores.reduce((sum, score) => sum + score * score, 0) / total : 0;
  for (const [index, scores] of along.entries()) {
    for (const [row, score] of scores.entries()) projected[row * 2 + index] = score;
  }
  const [one = 0, two = 0] = along.map(share);
  return { projected, explained: [one, two] };
}

function centre(values: Float32Array, rows: number, columns: number): Float32Array {
  const means = new Float64Array(columns);
  for (const [at, value] of values.entries()) {
    means[at % columns] = (means[at % columns] ?? 0) + value / Math.max(1, rows);
  }
  return values.map((value, at) => value - (means[at % columns] ?? 0));
}

/** The direction in which the rows vary most, of those at right angles to `across`. */
function leadingAxis(
  centred: Float32Array,
  rows: number,
  columns: number,
  across: Float64Array | undefined,
): Float64Array {
  const from = random('principal components');
  let axis = normalised(
    Float64Array.from({ length: columns }, () => from.normal()),
    across,
  );
  for (let round = 0; round < ROUNDS; round++) {
    axis = normalised(timesTransposed(centred, columns, timesVector(centred, rows, columns, axis)), across);
  }
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

/** Of length 1 (or 0) and at right angles to `across`, which has length 1. */
function normalised(vector: Float64Array, across: Float64Array | undefined): Float64Array {
  const overlap = across ? dot(vector, across) : 0;
  const rest = vector.map((value, index) => value - overlap * (across?.[index] ?? 0));
  const length = Math.sqrt(dot(rest, rest)) || 1;
  return rest.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function timesVector(
  matrix: Float32Array,
  rows: number,
  columns: number,
  vector: Float64Array,
): Float64Array {
  const product = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      sum += (matrix[row * columns + column] ?? 0) * (vector[column] ?? 0);
    }
    product[row] = sum;
  }
  return product;
}

function timesTransposed(matrix: Float32Array, columns: number, vector: Float64Array): Float64Array {
  const product = new Float64Array(columns);
  for (const [row, weight] of vector.entries()) {
    for (let column = 0; column < columns; column++) {
      product[column] = (product[column] ?? 0) + weight * (matrix[row * columns + column] ?? 0);
    }
  }
  return product;
}
