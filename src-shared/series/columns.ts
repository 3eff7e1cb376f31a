/** What a curve covers of each pixel column of a picture: from `low[column]` to `high[column]`; not a number where it does not come. */
export interface Columns {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Points of a curve, ascending in `x`; a point may be a bucket of many whose values lie between `low` and `high`. */
export interface Curve {
  readonly x: Float64Array;
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

/**
 * What a curve covers. Every point is within its column, at every zoom: a bucket covers all the columns that its points may be in (up to and
 * with that of the next bucket), and single points are joined by straight lines.
 */
export function columnsOf(
  { x, low, high, end }: Curve,
  place: (x: number) => number,
  width: number,
): Columns {
  const columns = {
    low: new Float64Array(width).fill(Number.NaN),
    high: new Float64Array(width).fill(Number.NaN),
  };
  let from = place(x[0] ?? 0);
  for (let i = 0; i < x.length; i += 1) {
    const isLast = i + 1 === x.length;
    const to = isLast ? (end === undefined ? from : place(end)) : place(x[i + 1] ?? 0);
    const [bottom, top] = [low[i] ?? Number.NaN, high[i] ?? Number.NaN];
    if (to >= 0 && from < width && !Number.isNaN(bottom)) {
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
  x: Float64Array,
  mean: Float64Array | Float32Array,
  place: (x: number) => number,
  { width, margin }: { width: number; margin: number },
): { at: Float64Array; value: Float64Array } {
  const at: number[] = [];
  const value: number[] = [];
  let column = Number.NaN;
  let [count, places, sum] = [0, 0, 0];
  const close = () => {
    if (count === 0) return;
    at.push(places / count);
    value.push(sum / count);
    [count, places, sum] = [0, 0, 0];
  };
  for (let i = 0; i < x.length; i += 1) {
    const here = place(x[i] ?? 0);
    // One point beyond the right end, so that the line leaves the picture.
    if (here < -margin || column > width) continue;
    if (Math.floor(here) !== column) close();
    column = Math.floor(here);
    const y = mean[i] ?? Number.NaN;
    if (!Number.isFinite(y)) continue;
    count += 1;
    places += here;
    sum += y;
  }
  close();
  return { at: Float64Array.from(at), value: Float64Array.from(value) };
}

/** The lowest and the highest finite value that is covered; null where nothing is. */
export function extremesOf(
  all: Iterable<Columns>,
  isWanted: (value: number) => boolean,
): [number, number] | null {
  let [least, most] = [Infinity, -Infinity];
  for (const { low, high } of all) {
    for (let column = 0; column < low.length; column += 1) {
      for (const value of [low[column], high[column]]) {
        if (value === undefined || !Number.isFinite(value) || !isWanted(value)) continue;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    }
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
