import type { LayerOf } from './layer-spec.ts';

/** What is added to scores of attention that must not count; Swin's own code has this number. */
const MASKED = -100;

/**
 * For each pair (p, q) of places of a window, in row-major order of both, the row of the table of relative positions that holds the pair's displacement
 * (Swin, equation 4): [n · n] numbers for n = height · width, each below (2 · height − 1) · (2 · width − 1).
 */
export function relativePositions([height, width]: readonly [number, number]): number[] {
  const places = placesOf(height, width);
  return places.flatMap(([y, x]) =>
    places.map(([otherY, otherX]) => (y - otherY + height - 1) * (2 * width - 1) + (x - otherX + width - 1)),
  );
}

/**
 * The mask of shifted windows, [windows, n, n] in row-major order: 0 between places that were neighbours before the cyclic shift, −100 between those that the
 * shift has brought together from two edges of the feature map (Swin, figure 4).
 */
export function windowMask({
  grid,
  window,
  shift,
}: Pick<LayerOf<'window-mask'>, 'grid' | 'window' | 'shift'>): number[] {
  const corners = placesOf(grid[0] / window[0], grid[1] / window[1]);
  const places = placesOf(window[0], window[1]);
  return corners.flatMap(([row, column]) => {
    const regions = places.map(([y, x]) => {
      const down = cameAround(row * window[0] + y, grid[0], shift[0]);
      const right = cameAround(column * window[1] + x, grid[1], shift[1]);
      return `${down} ${right}`;
    });
    return regions.flatMap((region) => regions.map((other) => (region === other ? 0 : MASKED)));
  });
}

/** Whether the shift by `shift` towards 0 has brought what is now at `index` from the other edge of an axis of n. */
function cameAround(index: number, n: number, shift: number): boolean {
  return index >= n - shift;
}

/** Rows and columns of every place, in row-major order. */
function placesOf(height: number, width: number): [row: number, column: number][] {
  return Array.from({ length: height * width }, (_, index) => [Math.floor(index / width), index % width]);
}
