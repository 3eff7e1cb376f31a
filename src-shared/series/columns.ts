/** What a curve covers of each pixel column of a picture: from `low[column]` to `high[column]`; not a number where it does not come. */
export interface Columns {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Points of a curve; a point may be a bucket of many whose values lie between `low` and `high`. */
export interface Curve {
  /** Where they are: pixels from the left of the picture, ascending. */
  readonly at: Float64Array;
  readonly low: Float64Array | Float32Array;
  readonly high: Float64Array | Float32Array;
  /** Where the points of the last bucket end; default: it is a single point. */
  readonly end?: number;
}

/** The horizontal axis of a picture. */
export interface HorizontalAxis {
  readonly min: number;
  readonly max: number;
  readonly logarithmic: boolean;
  /** Pixels. */
  readonly width: number;
}

/** Where a value of the axis lies, in pixels from the left; what is not above zero lies infinitely far left on a logarithmic axis. */
export function placing({ min, max, logarithmic, width }: HorizontalAxis): (x: number) => number {
  if (!logarithmic) return (x) => ((x - min) / (max - min)) * width;
  const [first, span] = [Math.log(min), Math.log(max) - Math.log(min)];
  return (x) => (x > 0 ? ((Math.log(x) - first) / span) * width : -Infinity);
}

/** Where values lie of which one is `unit` of the axis' units. */
export function placesOf(x: Float64Array, unit: number, axis: HorizontalAxis): Float64Array {
  const place = placing(axis);
  const places = new Float64Array(x.length);
  for (let i = 0; i < x.length; i += 1) places[i] = place((x[i] ?? 0) * unit);
  return places;
}

/**
 * What a curve covers. Every point is within its column, at every zoom: a bucket covers all the columns that its points may be in (up to and
 * with that of the next bucket), and single points are joined by straight lines.
 */
export function columnsOf({ at, low, high, end }: Curve, width: number): Columns {
  const columns = {
    low: new Float64Array(width).fill(Number.NaN),
    high: new Float64Array(width).fill(Number.NaN),
  };
  let from = at[0] ?? 0;
  for (let i = 0; i < at.length && from < width; i += 1) {
    const isLast = i + 1 === at.length;
    const to = isLast ? (end ?? from) : (at[i + 1] ?? 0);
    const bottom = low[i] ?? Number.NaN;
    const top = high[i] ?? Number.NaN;
    if (to >= 0 && !Number.isNaN(bottom)) {
      if (bottom !== top) cover(columns, from, to, bottom, top);
      else {
        cover(columns, from, from, bottom, top);
        if (!isLast) join(columns, from, to, bottom, nearest(bottom, low[i + 1], high[i + 1]));
      }
    }
    from = to;
  }
  return columns;
}

/** The mean of the points of each column that has any, with its place; also of those up to `margin` columns left of the picture. */
export function meansOf(
  places: Float64Array,
  mean: Float64Array | Float32Array,
  { width, margin }: { width: number; margin: number },
): { at: Float64Array; value: Float64Array } {
  const at = new Float64Array(places.length);
  const value = new Float64Array(places.length);
  let filled = 0;
  let column = Number.NaN;
  let count = 0;
  let placeSum = 0;
  let sum = 0;
  const close = () => {
    if (count === 0) return;
    at[filled] = placeSum / count;
    value[filled] = sum / count;
    filled += 1;
    count = 0;
    placeSum = 0;
    sum = 0;
  };
  for (let i = 0; i < places.length; i += 1) {
    const here = places[i] ?? 0;
    if (here < -margin) continue;
    // One point beyond the right end, so that the line leaves the picture.
    if (column > width) break;
    if (Math.floor(here) !== column) close();
    column = Math.floor(here);
    const y = mean[i] ?? Number.NaN;
    if (!Number.isFinite(y)) continue;
    count += 1;
    placeSum += here;
    sum += y;
  }
  close();
  return { at: at.subarray(0, filled), value: value.subarray(0, filled) };
}

/** The lowest and the highest finite value that is covered; null where nothing is. */
export function extremesOf(
  all: Iterable<Columns>,
  isWanted: (value: number) => boolean,
): [number, number] | null {
  let least = Infinity;
  let most = -Infinity;
  const take = (value: number) => {
    if (!Number.isFinite(value) || !isWanted(value)) return;
    if (value < least) least = value;
    if (value > most) most = value;
  };
  for (const { low, high } of all) {
    low.forEach(take);
    high.forEach(take);
  }
  return least <= most ? [least, most] : null;
}

function cover({ low, high }: Columns, from: number, to: number, bottom: number, top: number): void {
  const end = Math.min(Math.floor(to), low.length - 1);
  for (let column = Math.max(0, Math.floor(from)); column <= end; column += 1) {
    // Comparisons with what is not a number are false.
    if (!((low[column] ?? 0) <= bottom)) low[column] = bottom;
    if (!((high[column] ?? 0) >= top)) high[column] = top;
  }
}

function join(columns: Columns, from: number, to: number, start: number, target: number): void {
  if (!Number.isFinite(from) || !Number.isFinite(target - start)) return;
  const end = Math.min(Math.floor(to), columns.low.length - 1);
  const slope = to > from ? (target - start) / (to - from) : 0;
  for (let column = Math.max(0, Math.floor(from)); column <= end; column += 1) {
    const left = start + slope * (Math.max(column, from) - from);
    const right = column + 1 >= to ? target : start + slope * (column + 1 - from);
    cover(columns, column, column, Math.min(left, right), Math.max(left, right));
  }
}

/** The end of the next bucket that a line goes to. */
function nearest(value: number, low = Number.NaN, high = Number.NaN): number {
  return value < low ? low : value > high ? high : Number.isNaN(low) ? low : value;
}
