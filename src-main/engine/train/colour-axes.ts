/** A symmetric 3 × 3 matrix, rows first. */
type Matrix = [number, number, number, number, number, number, number, number, number];

/** Jacobi's method converges quadratically; three values need three or four sweeps. */
const SWEEPS = 10;

/**
 * [3, 3]: each row a principal axis of colours with this covariance (grey levels²), as long as its eigenvalue over 255. The paper (section 4.1) adds
 * α · eigenvalue along each axis with pixels in a range that it does not name; from 0 to 1, the usual reading, that is α · eigenvalue / 255 grey levels.
 */
export function colourAxes(covariance: readonly number[]): Float32Array {
  const [matrix, vectors] = diagonalise(covariance);
  return Float32Array.from({ length: 9 }, (_, at) => {
    const [axis, channel] = [Math.floor(at / 3), at % 3];
    return ((vectors[channel * 3 + axis] ?? 0) * (matrix[axis * 4] ?? 0)) / 255;
  });
}

/** Rotates pairs of axes until the matrix is diagonal (Jacobi 1846): eigenvalues on the diagonal, eigenvectors as columns. */
function diagonalise(symmetric: readonly number[]): [matrix: readonly number[], vectors: readonly number[]] {
  let matrix: readonly number[] = symmetric;
  let vectors: readonly number[] = IDENTITY;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const off = matrix[p * 3 + q] ?? 0;
      if (off === 0) continue;
      const theta = ((matrix[q * 4] ?? 0) - (matrix[p * 4] ?? 0)) / (2 * off);
      const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const cos = 1 / Math.sqrt(tangent * tangent + 1);
      const turn = rotation(p, q, cos, tangent * cos);
      matrix = product(transposed(turn), product(matrix, turn));
      vectors = product(vectors, turn);
    }
  }
  return [matrix, vectors];
}

const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

function rotation(p: number, q: number, cos: number, sin: number): Matrix {
  const matrix: Matrix = [...IDENTITY];
  matrix[p * 4] = cos;
  matrix[q * 4] = cos;
  matrix[p * 3 + q] = sin;
  matrix[q * 3 + p] = -sin;
  return matrix;
}

function product(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, at) => {
    const [row, column] = [Math.floor(at / 3), at % 3];
    return [0, 1, 2].reduce((sum, k) => sum + (a[row * 3 + k] ?? 0) * (b[k * 3 + column] ?? 0), 0);
  });
}

function transposed(matrix: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, at) => matrix[(at % 3) * 3 + Math.floor(at / 3)] ?? 0);
}
