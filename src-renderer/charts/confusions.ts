/** One kind of mistake: pictures of `actual` that were taken for `predicted`; both are class indices. */
export interface Confusion {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/** The `limit` commonest mistakes of a confusion matrix (`matrix[actual][predicted]` counts pictures), most frequent first. */
export function commonestConfusions(matrix: readonly (readonly number[])[], limit: number): Confusion[] {
  return matrix
    .flatMap((row, actual) => row.map((count, predicted) => ({ actual, predicted, count })))
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((a, b) => b.count - a.count || a.actual - b.actual || a.predicted - b.predicted)
    .slice(0, limit);
}

/** Each row as shares of the pictures of its class; a class without pictures gives zeros. */
export function rowShares(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total === 0 ? 0 : count / total));
  });
}
