/** Numbers in rows and columns, such as one channel of a picture, a filter or a feature map; row-major, never changed in place. */
export interface Matrix {
  readonly height: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** A matrix of rows that are all of one length. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return { height: rows.length, width: rows[0]?.length ?? 0, values: Float64Array.from(rows.flat()) };
}

/** A matrix of `height` × `width` whose element at each place is what `fill` says. */
export function makeMatrix(
  height: number,
  width: number,
  fill: (row: number, column: number) => number,
): Matrix {
  const values = new Float64Array(height * width);
  for (let index = 0; index < values.length; index++) {
    values[index] = fill(Math.floor(index / width), index % width);
  }
  return { height, width, values };
}

/** The element at a place; 0 outside, so that a matrix is surrounded by zero padding. */
export function valueAt({ height, width, values }: Matrix, row: number, column: number): number {
  const isInside = row >= 0 && row < height && column >= 0 && column < width;
  return isInside ? (values[row * width + column] ?? 0) : 0;
}

/** The matrix as an array of rows. */
export function rowsOf({ height, width, values }: Matrix): number[][] {
  return Array.from({ length: height }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)),
  );
}

/** A copy with another value at one place. */
export function withValue(matrix: Matrix, row: number, column: number, value: number): Matrix {
  const values = matrix.values.slice();
  values[row * matrix.width + column] = value;
  return { ...matrix, values };
}

/** A copy of another size: what is beyond it is cut off, what is new repeats the nearest row and column. */
export function resizeMatrix(matrix: Matrix, height: number, width: number): Matrix {
  return makeMatrix(height, width, (row, column) =>
    valueAt(matrix, Math.min(row, matrix.height - 1), Math.min(column, matrix.width - 1)),
  );
}

/** A copy with `change` done to each element. */
export function mapMatrix(matrix: Matrix, change: (value: number) => number): Matrix {
  return { ...matrix, values: matrix.values.map(change) };
}

/** Element-wise sum of matrices of one size. */
export function sumMatrices(matrices: readonly [Matrix, ...Matrix[]]): Matrix {
  const [{ height, width }] = matrices;
  return makeMatrix(height, width, (row, column) =>
    matrices.reduce((sum, matrix) => sum + valueAt(matrix, row, column), 0),
  );
}

/** The largest distance of an element from zero. */
export function largestMagnitude({ values }: Matrix): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
