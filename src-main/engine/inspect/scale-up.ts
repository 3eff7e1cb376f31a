type Size = readonly [height: number, width: number];

/** Scales a map [height, width] linearly to another size; the centres of the outer elements stay at the same share of the edge (half-pixel centres). */
export function scaleUp(map: Float32Array, from: Size, to: Size): Float32Array {
  const rows = positions(from[0], to[0]);
  const columns = positions(from[1], to[1]);
  const at = (y: number, x: number): number => map[y * from[1] + x] ?? 0;
  const scaled = new Float32Array(to[0] * to[1]);
  for (const [y, [top, bottom, down]] of rows.entries()) {
    for (const [x, [left, right, across]] of columns.entries()) {
      const upper = at(top, left) * (1 - across) + at(top, right) * across;
      const lower = at(bottom, left) * (1 - across) + at(bottom, right) * across;
      scaled[y * to[1] + x] = upper * (1 - down) + lower * down;
    }
  }
  return scaled;
}

/** For each new element its two old neighbours, and the share of the second. */
function positions(from: number, to: number): (readonly [number, number, number])[] {
  return Array.from({ length: to }, (_, index) => {
    const place = Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5));
    const before = Math.floor(place);
    return [before, Math.min(from - 1, before + 1), place - before] as const;
  });
}
