import type { Random } from '../../../src-shared/random.ts';
import { mix } from './arithmetic.ts';

/** A random number in [0, 1) for every whole-numbered cell of the plane. */
export type CellNoise = (column: number, row: number) => number;

/** The numbers repeat after this many cells along either axis, which is more than a picture shows; a power of two. */
const PERIOD = 64;

/** Draws the numbers of all cells. */
export function cellNoise(random: Random): CellNoise {
  const values = Float64Array.from({ length: PERIOD * PERIOD }, () => random.uniform());
  return (column, row) => values[(row & (PERIOD - 1)) * PERIOD + (column & (PERIOD - 1))] ?? 0;
}

/** Value noise in [0, 1): the cells' numbers stand at the whole-numbered points and are joined smoothly between. */
export function valueNoise(cells: CellNoise, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = smooth(x - column);
  const v = smooth(y - row);
  const top = mix(cells(column, row), cells(column + 1, row), u);
  const bottom = mix(cells(column, row + 1), cells(column + 1, row + 1), u);
  return mix(top, bottom, v);
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
