/** Power iterations; each takes one pass over the kernel. */
const ITERATIONS = 6;

/**
 * Largest singular value of `values` as a matrix [rows, `columns`] by power iteration (Miyato et al. 2018, section 2.1): from below, and within a few per cent
 * where the two largest singular values are not far apart. NaN where a value is no number.
 */
export function spectralNorm(values: Float32Array, columns: number): number {
  let direction = normalised(Float64Array.from({ length: columns }, (_, index) => 1 + Math.sin(index + 1)));
  let norm = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = timesTransposed(values, columns, direction);
    norm = Math.sqrt(length(next));
    if (!(norm > 0)) return norm;
    direction = normalised(next);
  }
  return norm;
}

/** Wᵀ W v, row by row, so that the matrix is read once. */
function timesTransposed(values: Float32Array, columns: number, vector: Float64Array): Float64Array {
  const result = new Float64Array(columns);
  for (let start = 0; start < values.length; start += columns) {
    let product = 0;
    for (let column = 0; column < columns; column++) {
      product += (values[start + column] ?? 0) * (vector[column] ?? 0);
    }
    for (let column = 0; column < columns; column++) {
      result[column] = (result[column] ?? 0) + (values[start + column] ?? 0) * product;
    }
  }
  return result;
}

function length(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

function normalised(vector: Float64Array): Float64Array {
  const scale = 1 / length(vector);
  return vector.map((value) => value * scale);
}
