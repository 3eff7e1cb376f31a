import { type Matrix, matrixOf } from './matrix.ts';

export interface NamedFilter {
  readonly name: string;
  readonly weights: Matrix;
}

const filter = (name: string, rows: readonly (readonly number[])[]): NamedFilter => ({
  name,
  weights: matrixOf(rows),
});

/** The filter of the slide "Convolution Operation": it answers where dark lies above light. */
export const HORIZONTAL_EDGE: NamedFilter = filter('Horizontal edge', [
  [-1, -1, -1],
  [0, 0, 0],
  [1, 1, 1],
]);

/** Well-known 3 × 3 filters, the deck's two first: ten, as many as the slide "For multiple filters" speaks of. */
export const FILTERS: readonly NamedFilter[] = [
  HORIZONTAL_EDGE,
  filter('Vertical edge', [
    [-1, 0, 1],
    [-1, 0, 1],
    [-1, 0, 1],
  ]),
  filter('Falling diagonal', [
    [0, 1, 2],
    [-1, 0, 1],
    [-2, -1, 0],
  ]),
  filter('Rising diagonal', [
    [2, 1, 0],
    [1, 0, -1],
    [0, -1, -2],
  ]),
  filter('Sobel, horizontal', [
    [-1, -2, -1],
    [0, 0, 0],
    [1, 2, 1],
  ]),
  filter('Sobel, vertical', [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ]),
  filter('Outline', [
    [-1, -1, -1],
    [-1, 8, -1],
    [-1, -1, -1],
  ]),
  filter('Sharpen', [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
  ]),
  filter('Blur', [
    [1 / 9, 1 / 9, 1 / 9],
    [1 / 9, 1 / 9, 1 / 9],
    [1 / 9, 1 / 9, 1 / 9],
  ]),
  filter('Unchanged', [
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]),
];
