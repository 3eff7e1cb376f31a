import type { MatrixView } from './matrix-view.ts';

/** Levels of a colour table on each side of zero. */
export const LEVELS = 255;

/**
 * Draws the seen part of a matrix of levels (−1 to 1, rows by `order`) into RGBA bytes of a square of `pixels` each way. Where cells are smaller than pixels,
 * a pixel shows the strongest of its cells, so that a single mistake among a million cells is seen. `colours`: RGB of the levels from −1 to 1.
 */
export function drawConfusion(
  rgba: Uint8ClampedArray,
  pixels: number,
  levels: Float32Array,
  order: readonly number[],
  view: MatrixView,
  colours: Uint8Array,
): void {
  const strongest = seenLevels(pixels, levels, order, view);
  for (let pixel = 0; pixel < strongest.length; pixel++) {
    const colour = Math.round(((strongest[pixel] ?? 0) + 1) * LEVELS) * 3;
    rgba[pixel * 4] = colours[colour] ?? 0;
    rgba[pixel * 4 + 1] = colours[colour + 1] ?? 0;
    rgba[pixel * 4 + 2] = colours[colour + 2] ?? 0;
    rgba[pixel * 4 + 3] = 255;
  }
}

/** Nearly all cells of a large matrix are zero, so only the others are drawn. */
function seenLevels(
  pixels: number,
  levels: Float32Array,
  order: readonly number[],
  view: MatrixView,
): Float32Array {
  const seen = new Float32Array(pixels * pixels);
  const size = order.length;
  const [rows, columns] = [edges(pixels, view.top, view.span), edges(pixels, view.left, view.span)];
  const columnOrder = Int32Array.from(order.slice(columns.first, columns.end));
  for (let row = rows.first; row < Math.min(size, rows.end); row++) {
    const start = (order[row] ?? 0) * size;
    for (let place = 0; place < columnOrder.length; place++) {
      const level = levels[start + (columnOrder[place] ?? 0)] ?? 0;
      if (level === 0) continue;
      const column = columns.first + place;
      fill(seen, pixels, rows.range(row), columns.range(column), level);
    }
  }
  return seen;
}

interface Edges {
  /** The first cell that is seen, and the one behind the last. */
  readonly first: number;
  readonly end: number;
  /** A cell's first pixel, and the one behind its last: at least one. */
  readonly range: (cell: number) => readonly [number, number];
}

function edges(pixels: number, from: number, span: number): Edges {
  const pixelOf = (cell: number): number => Math.floor(((cell - from) / span) * pixels);
  return {
    first: Math.floor(from),
    end: Math.ceil(from + span),
    range: (cell) => {
      const first = pixelOf(cell);
      return [Math.max(0, first), Math.min(pixels, Math.max(first + 1, pixelOf(cell + 1)))];
    },
  };
}

function fill(
  seen: Float32Array,
  pixels: number,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
  level: number,
): void {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (Math.abs(level) > Math.abs(seen[y * pixels + x] ?? 0)) seen[y * pixels + x] = level;
    }
  }
}
