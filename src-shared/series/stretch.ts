/** A stretch of a series by the numbers of its points: `first` is within it, `end` is not. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** How many of the ascending `values` (every `stride`-th, beginning with the one at `offset`) are below `limit`; with `orEqual` also those equal to it. */
export function countBelow(
  values: Float64Array,
  limit: number,
  { stride = 1, offset = 0, count = values.length, orEqual = false } = {},
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = values[middle * stride + offset] ?? Infinity;
    if (value < limit || (orEqual && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The parts in which a stretch is read: itself where the axis is linear. On a logarithmic axis each doubling is as wide as the others, so
 * each is a part of its own and gets its share of the `rows`.
 */
export function partsOf(
  { first, end }: Stretch,
  rows: number,
  logarithmic: boolean,
): { stretch: Stretch; rows: number }[] {
  if (!logarithmic) return [{ stretch: { first, end }, rows }];
  const parts: Stretch[] = [];
  // At powers of two a bucket ends, at every level that a part may be read from: no row is in two parts.
  for (let from = first; from < end; ) {
    const to = Math.min(end, 2 ** Math.floor(Math.log2(from) + 1) || 1);
    parts.push({ first: from, end: to });
    from = to;
  }
  return parts.map((stretch) => ({ stretch, rows: Math.ceil(rows / parts.length) }));
}
