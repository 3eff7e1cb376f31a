import { deckPicture } from '../../../../src-shared/lab/deck.ts';
import { type Matrix, makeMatrix } from '../../../../src-shared/lab/matrix.ts';

interface NamedPicture {
  readonly name: string;
  /** The picture at a size of `size` × `size`. */
  readonly make: (size: number) => Matrix;
}

const picture = (
  name: string,
  isWhite: (row: number, column: number, size: number) => boolean,
): NamedPicture => ({
  name,
  make: (size) => makeMatrix(size, size, (row, column) => (isWhite(row, column, size) ? 255 : 0)),
});

/** Pictures of a few pixels to slide a filter over, the deck's first. */
export const PICTURES: readonly [NamedPicture, ...NamedPicture[]] = [
  { name: "The deck's", make: deckPicture },
  picture('Dark to the left', (_, column, size) => column >= Math.floor(size / 2)),
  picture('Diagonal', (row, column) => row > column),
  picture('Square', (row, column, size) => Math.min(row, column, size - 1 - row, size - 1 - column) >= 2),
  picture('Dot', (row, column, size) => row === size >> 1 && column === size >> 1),
  picture('Checks', (row, column) => (row + column) % 2 === 1),
  {
    name: 'Ramp',
    make: (size) => makeMatrix(size, size, (_, column) => Math.round((255 * column) / (size - 1))),
  },
];
