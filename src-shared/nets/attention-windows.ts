type Pair = readonly [height: number, width: number];

/**
 * For each pair of places of a window, `[places · places]` row by row, the row of the table of relative positions that counts for it:
 * (Δy + height − 1) · (2 · width − 1) + Δx + width − 1, the displacement taken from the first place to the second (Swin, equation 4).
 */
export function relativePositions([height, width]: Pair): number[] {
  const places = placesOf([height, width]);
  return places.flatMap(([y, x]) =>
    places.map(([otherY, otherX]) => (y - otherY + height - 1) * (2 * width - 1) + x - otherX + width - 1),
  );
}

/** What a pair of places that must not see each other gets added to its score: as good as nothing is left of it behind the softmax. */
const HIDDEN = -100;

/**
 * `[windows, 1, places, places]`, row by row: 0 where two places of a window were neighbours before the feature map of `grid` was rolled by −`shift`, −100 where
 * the roll brought them together from opposite edges (Swin, section 3.2).
 */
export function windowMask(grid: Pair, window: Pair, shift: Pair): number[] {
  const places = placesOf(window);
  return placesOf([grid[0] / window[0], grid[1] / window[1]]).flatMap(([row, column]) => {
    const regions = places.map(([y, x]) => {
      const rows = regionOf(row * window[0] + y, grid[0], window[0], shift[0]);
      return rows * 3 + regionOf(column * window[1] + x, grid[1], window[1], shift[1]);
    });
    return regions.flatMap((region) => regions.map((other) => (other === region ? 0 : HIDDEN)));
  });
}

/** 0 before the last window, 1 in its front part, 2 in the part that came around. */
function regionOf(at: number, size: number, window: number, shift: number): number {
  if (at < size - window) return 0;
  return at < size - shift ? 1 : 2;
}

/** All places of a rectangle, row by row. */
function placesOf([height, width]: Pair): Pair[] {
  return Array.from({ length: height * width }, (_, index) => [Math.floor(index / width), index % width]);
}
