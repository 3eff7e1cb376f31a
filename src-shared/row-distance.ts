/** Rows of numbers [rows, columns], row-major. */
type Rows = ArrayLike<number>;

/** Euclidean distance of a row to a row of the same or of other rows, added up in float64. */
export function rowDistance(rows: Rows, row: number, others: Rows, other: number, columns: number): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    sum += ((rows[row * columns + column] ?? 0) - (others[other * columns + column] ?? 0)) ** 2;
  }
  return Math.sqrt(sum);
}
