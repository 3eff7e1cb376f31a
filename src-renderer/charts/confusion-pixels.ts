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
  const palette = coloursAsWords(colours);
  const words = new Uint32Array(rgba.buffer, rgba.byteOffset, pixels * pixels).fill(palette[LEVELS] ?? 0);
  const strongest = new Float32Array(pixels * pixels);
  const size = order.length;
  const [rows, columns] = [edges(pixels, view.top, view.span), edges(pixels, view.left, view.span)];
  const columnOrder = Int32Array.from(order.slice(columns.first, columns.end));
  for (let row = rows.first; row < Math.min(size, rows.end); row++) {
    const start = (order[row] ?? 0) * size;
    for (let place = 0; place < columnOrder.length; place++) {
      const level = levels[start + (columnOrder[place] ?? 0)] ?? 0;
      // Nearly all cells of a large matrix are zero.
      if (level === 0) continue;
      const [top, bottom] = rows.range(row);
      const [left, right] = columns.range(columns.first + place);
      for (let y = top; y < bottom; y++) {
        for (let pixel = y * pixels + left; pixel < y * pixels + right; pixel++) {
          if (Math.abs(level) <= Math.abs(strongest[pixel] ?? 0)) continue;
          strongest[pixel] = level;
          words[pixel] = palette[Math.round((level + 1) * LEVELS)] ?? 0;
        }
      }
    }
  }
}

/** Each opaque colour as the number that its four bytes are on this machine. */
function coloursAsWords(colours: Uint8Array): Uint32Array {
  const bytes = new Uint8Array((colours.length / 3) * 4).fill(255);
  for (let at = 0; at < colours.length; at++) bytes[Math.floor(at / 3) * 4 + (at % 3)] = colours[at] ?? 0;
  return new Uint32Array(bytes.buffer);
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
