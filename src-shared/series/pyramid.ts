import { BUCKET_BYTES, bucketLow, makeRows, pointValue, type Rows, STEP_COLUMNS } from './row-layout.ts';

/**
 * A series is kept as a pyramid: level 0 holds its points, level k from `FIRST_LEVEL` on buckets of 2^k points each, so that any stretch of
 * it is drawn from about as many rows as it has pixels, and every point is within the extremes of its bucket.
 */
export const FIRST_LEVEL = 2;

/** Rows of the top level, at least: what a picture of the whole series needs is always there. */
const TOP_ROWS = 256;

/** The levels above the points that a series of so many points has. */
export function levelsOf(points: number): number[] {
  const levels: number[] = [];
  for (let level = FIRST_LEVEL; points / 2 ** level >= TOP_ROWS; level += 1) levels.push(level);
  return levels;
}

/** Rows of a level. */
export function rowsAtLevel(points: number, level: number): number {
  return Math.ceil(points / 2 ** level);
}

/** The highest level that still has `rows` rows in a stretch of so many points; 0: the points themselves. */
export function chooseLevel(points: number, rows: number, levels: readonly number[]): number {
  return levels.findLast((level) => points / 2 ** level >= rows) ?? 0;
}

/** Points folded into buckets of the first level; the last may be partly filled. They have to begin at a bucket's first. */
export function foldPoints(points: Rows): Rows {
  const perBucket = 2 ** FIRST_LEVEL;
  const buckets = makeRows(Math.ceil(points.count / perBucket), BUCKET_BYTES);
  for (let bucket = 0; bucket < buckets.count; bucket += 1) {
    const first = bucket * perBucket;
    const end = Math.min(first + perBucket, points.count);
    copyPlace(points, first, buckets, bucket);
    for (let column = 0; column < STEP_COLUMNS.length; column += 1) {
      let low = Number.NaN;
      let high = Number.NaN;
      let sum = 0;
      let finite = 0;
      for (let point = first; point < end; point += 1) {
        const value = points.values[point * points.valueStride + pointValue(column)] ?? Number.NaN;
        low = lower(low, value);
        high = higher(high, value);
        if (Number.isFinite(value)) {
          sum += value;
          finite += 1;
        }
      }
      setBucket(buckets, bucket, column, low, high, finite > 0 ? sum / finite : Number.NaN);
    }
  }
  return buckets;
}

/**
 * Buckets folded two into one; the last may have one only. `perBucket` is what each of them holds, `points` what all of them do, which
 * says how full the last one is.
 */
export function foldBuckets(finer: Rows, perBucket: number, points: number): Rows {
  const buckets = makeRows(Math.ceil(finer.count / 2), BUCKET_BYTES);
  const { values, valueStride } = finer;
  for (let bucket = 0; bucket < buckets.count; bucket += 1) {
    const left = 2 * bucket;
    const right = Math.min(left + 1, finer.count - 1);
    const inRight = right === left ? 0 : Math.min(perBucket, points - right * perBucket);
    copyPlace(finer, left, buckets, bucket);
    for (let column = 0; column < STEP_COLUMNS.length; column += 1) {
      const a = left * valueStride + bucketLow(column);
      const b = right * valueStride + bucketLow(column);
      setBucket(
        buckets,
        bucket,
        column,
        lower(values[a] ?? Number.NaN, values[b] ?? Number.NaN),
        higher(values[a + 1] ?? Number.NaN, values[b + 1] ?? Number.NaN),
        meanOf(values[a + 2] ?? Number.NaN, perBucket, values[b + 2] ?? Number.NaN, inRight),
      );
    }
  }
  return buckets;
}

function copyPlace(from: Rows, row: number, to: Rows, target: number): void {
  const source = row * from.wholeStride;
  to.wholes[target * to.wholeStride] = from.wholes[source] ?? 0;
  to.wholes[target * to.wholeStride + 1] = from.wholes[source + 1] ?? 0;
}

function setBucket(to: Rows, bucket: number, column: number, low: number, high: number, mean: number): void {
  const place = bucket * to.valueStride + bucketLow(column);
  to.values[place] = low;
  to.values[place + 1] = high;
  to.values[place + 2] = mean;
}

/** The lower of two, passing over what is not a number. */
function lower(a: number, b: number): number {
  return b < a || Number.isNaN(a) ? b : a;
}

function higher(a: number, b: number): number {
  return b > a || Number.isNaN(a) ? b : a;
}

/** A mean that knows no finite value is none, and leaves that of the other. */
function meanOf(a: number, weightA: number, b: number, weightB: number): number {
  if (weightB === 0 || Number.isNaN(b)) return a;
  if (Number.isNaN(a)) return b;
  return (a * weightA + b * weightB) / (weightA + weightB);
}
