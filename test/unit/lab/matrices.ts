import fc from 'fast-check';
import { type Matrix, makeMatrix } from '../../../src-shared/lab/matrix.ts';

/** Matrices of whole numbers, so that sums are exact whatever their order. */
export function matrices(smallest: number, largest: number): fc.Arbitrary<Matrix> {
  const size = fc.integer({ min: smallest, max: largest });
  return fc
    .tuple(size, size)
    .chain(([height, width]) =>
      fc
        .array(fc.integer({ min: -300, max: 300 }), { minLength: height * width, maxLength: height * width })
        .map((values) => makeMatrix(height, width, (row, column) => values[row * width + column] ?? 0)),
    );
}
