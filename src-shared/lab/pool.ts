import { type Matrix, makeMatrix, valueAt } from './matrix.ts';

/** The deck's kinds of pooling; global pooling is any of them over the whole feature map. */
export const POOLINGS = ['max', 'min', 'average'] as const;
export type Pooling = (typeof POOLINGS)[number];

/**
 * Replaces each `size` × `size` window, moved by `stride`, with one number (deck, "Pooling layer"); without padding, so n × n
 * gives ⌊(n − size) / stride⌋ + 1 each way.
 */
export function pool(matrix: Matrix, size: number, stride: number, kind: Pooling): Matrix {
  const positions = (n: number) => Math.max(0, Math.floor((n - size) / stride) + 1);
  return makeMatrix(positions(matrix.height), positions(matrix.width), (row, column) =>
    summary(kind, windowValues(matrix, size, row * stride, column * stride)),
  );
}

/** One number for the whole matrix. */
export function globalPool({ values }: Matrix, kind: Pooling): number {
  return summary(kind, Array.from(values));
}

/** The elements under a window whose first one is at `top`, `left`, in reading order. */
export function windowValues(matrix: Matrix, size: number, top: number, left: number): number[] {
  return Array.from({ length: size * size }, (_, index) =>
    valueAt(matrix, top + Math.floor(index / size), left + (index % size)),
  );
}

function summary(kind: Pooling, values: readonly number[]): number {
  switch (kind) {
    case 'max':
      return values.reduce((largest, value) => Math.max(largest, value), -Infinity);
    case 'min':
      return values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
    case 'average':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
  }
}
