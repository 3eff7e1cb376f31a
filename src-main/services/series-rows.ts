import { chooseLevel, levelsOf, rowsAtLevel } from '../../src-shared/series/pyramid.ts';
import {
  BUCKET_BYTES,
  bucketLow,
  POINT_BYTES,
  pointValue,
  type Rows,
  STEP_COLUMNS,
  type StepColumn,
} from '../../src-shared/series/row-layout.ts';
import type { SeriesRows } from '../../src-shared/series/series-answer.ts';
import type { SeriesAxis, SeriesRequest } from '../../src-shared/series/series-request.ts';
import { countBelow, partsOf, type Stretch } from '../../src-shared/series/stretch.ts';
import { readLevel } from '../series/level-file.ts';
import { levelFile, type SeriesManifest } from '../series/manifest.ts';

type Range = SeriesRequest['runs'][number];
type How = Pick<SeriesRequest, 'axis' | 'rows' | 'logarithmic'>;

/** Rows of one level. */
interface LevelRows {
  readonly level: number;
  readonly rows: Rows;
}

/** Reads a stretch of a series, one point beyond its ends included, from the level that suits how many rows are wanted. Throws `DamagedLevel`. */
export function readStretch(
  folder: string,
  manifest: SeriesManifest,
  { from, to }: Pick<Range, 'from' | 'to'>,
  { axis, rows, logarithmic }: How,
): LevelRows[] {
  const { points } = manifest;
  const first = Math.max(0, countPoints(folder, manifest, axis, from) - 1);
  // The one at the end itself, and the one beyond it.
  const end = Math.min(points, countPoints(folder, manifest, axis, to, 'up') + 2);
  const levels = levelsOf(points);
  return partsOf({ first, end }, rows, logarithmic).map(({ stretch, rows: wanted }) => {
    const level = chooseLevel(stretch.end - stretch.first, wanted, levels);
    return { level, rows: readRows(folder, points, level, stretch) };
  });
}

/** The rows of a level that the points of a stretch are in. */
function readRows(folder: string, points: number, level: number, stretch: Stretch): Rows {
  return readLevel(levelFile(folder, level), level === 0 ? POINT_BYTES : BUCKET_BYTES, {
    first: Math.floor(stretch.first / 2 ** level),
    end: Math.ceil(stretch.end / 2 ** level),
    total: rowsAtLevel(points, level),
  });
}

/**
 * How many points of a series lie before a place on the axis. Where that has to be searched for, the answer may be some points short, or
 * with `up` some too many.
 */
function countPoints(
  folder: string,
  { points, firstStep, lastStep, wallMs }: SeriesManifest,
  axis: SeriesAxis,
  place: number,
  rounding: 'down' | 'up' = 'down',
): number {
  if (place <= (axis === 'step' ? firstStep : 0)) return 0;
  if (place > (axis === 'step' ? lastStep : wallMs)) return points;
  if (axis === 'step' && lastStep - firstStep + 1 === points) return Math.ceil(place) - firstStep;
  const offset = axis === 'step' ? 0 : 1;
  let stretch: Stretch = { first: 0, end: points };
  // From the top of the pyramid to the bucket that the place is in, then to the points of that bucket's own pyramid.
  const levels = levelsOf(points);
  for (const level of [levels.at(-1), levels.at(0)]) {
    if (level === undefined) break;
    const { wholes, wholeStride, count } = readRows(folder, points, level, stretch);
    const bucket = Math.max(0, countBelow(wholes, place, { stride: wholeStride, offset, count }) - 1);
    const before = Math.floor(stretch.first / 2 ** level);
    stretch = {
      first: (before + bucket) * 2 ** level,
      end: Math.min(points, (before + bucket + 1) * 2 ** level),
    };
  }
  return rounding === 'down' ? stretch.first : stretch.end;
}

/** Copies rows of any levels, one after the other, into the columns of an answer. */
export function copyRows(parts: readonly LevelRows[], into: SeriesRows): void {
  let row = 0;
  for (const { level, rows } of parts) {
    for (let i = 0; i < rows.count; i += 1) into.step[row + i] = rows.wholes[i * rows.wholeStride] ?? 0;
    if (into.wall) {
      for (let i = 0; i < rows.count; i += 1) {
        into.wall[row + i] = rows.wholes[i * rows.wholeStride + 1] ?? 0;
      }
    }
    for (const [name, { low, high, mean }] of into.columns) {
      const column = STEP_COLUMNS.indexOf(name as StepColumn); // the request was validated
      // A point is its own extremes and mean.
      const at = level === 0 ? pointValue(column) : bucketLow(column);
      const next = level === 0 ? 0 : 1;
      for (let i = 0; i < rows.count; i += 1) {
        const place = i * rows.valueStride + at;
        low[row + i] = rows.values[place] ?? 0;
        high[row + i] = rows.values[place + next] ?? 0;
        mean[row + i] = rows.values[place + 2 * next] ?? 0;
      }
    }
    row += rows.count;
  }
}
