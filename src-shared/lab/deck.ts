import { type Matrix, makeMatrix, matrixOf } from './matrix.ts';

/** The picture of the slide "Convolution Operation", for any size: black above, white below. */
export function deckPicture(size = 6): Matrix {
  return makeMatrix(size, size, (row) => (row < Math.floor(size / 2) ? 0 : 255));
}

/** The feature map of the slide "Pooling layer". */
export const DECK_POOLING: Matrix = matrixOf([
  [3, 1, 1, 3],
  [2, 5, 0, 2],
  [1, 4, 2, 1],
  [4, 7, 2, 4],
]);
