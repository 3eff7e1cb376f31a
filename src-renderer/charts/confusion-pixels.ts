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
  const size = order.length;
  const rows = ranges(pixels, size, view.top, view.span);
  const columns = ranges(pixels, size, view.left, view.span);
  for (let y = 0; y < pixels; y++) {
    for (let x = 0; x < pixels; x++) {
      const level = strongest(levels, order, rows, y, columns, x);
      const colour = Math.round((level + 1) * LEVELS) * 3;
      const at = (y * pixels + x) * 4;
      rgba[at] = colours[colour] ?? 0;
      rgba[at + 1] = colours[colour + 1] ?? 0;
      rgba[at + 2] = colours[colour + 2] ?? 0;
      rgba[at + 3] = 255;
    }
  }
}

/** First cell and the one behind the last, for each pixel. */
function ranges(pixels: number, size: number, from: number, span: number): Int32Array {
  const bounds = new Int32Array(pixels * 2);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const first = Math.min(size - 1, Math.floor(from + (pixel / pixels) * span));
    bounds[pixel * 2] = first;
    bounds[pixel * 2 + 1] = Math.max(
      first + 1,
      Math.min(size, Math.floor(from + ((pixel + 1) / pixels) * span)),
    );
  }
  return bounds;
}

function strongest(
  levels: Float32Array,
  order: readonly number[],
  rows: Int32Array,
  y: number,
  columns: Int32Array,
  x: number,
): number {
  let best = 0;
  const [top = 0, bottom = 0] = [rows[y * 2], rows[y * 2 + 1]];
  const [left = 0, right = 0] = [columns[x * 2], columns[x * 2 + 1]];
  for (let row = top; row < bottom; row++) {
    const start = (order[row] ?? 0) * order.length;
    for (let column = left; column < right; column++) {
      const level = levels[start + (order[column] ?? 0)] ?? 0;
      if (Math.abs(level) > Math.abs(best)) best = level;
    }
  }
  return best;
}
