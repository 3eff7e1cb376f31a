import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chooseLevel,
  FIRST_LEVEL,
  foldBuckets,
  foldPoints,
  levelsOf,
  rowsAtLevel,
} from '../../../src-shared/series/pyramid.ts';
import { bucketLow, type Rows, STEP_COLUMNS } from '../../../src-shared/series/row-layout.ts';
import { pointRows } from '../../helpers/point-rows.ts';

/** Every level of a series, up to the one with a single bucket. */
function pyramidOf(points: Rows): Map<number, Rows> {
  let buckets = foldPoints(points);
  const levels = new Map([[FIRST_LEVEL, buckets]]);
  for (let level = FIRST_LEVEL + 1; buckets.count > 1; level += 1) {
    buckets = foldBuckets(buckets, 2 ** (level - 1), points.count);
    levels.set(level, buckets);
  }
  return levels;
}

const values = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 300 });

describe('a pyramid', () => {
  test('keeps the lowest and the highest of every bucket exactly, at every level', () => {
    fc.assert(
      fc.property(values, (losses) => {
        for (const [level, buckets] of pyramidOf(pointRows(losses))) {
          expect(buckets.count).toBe(rowsAtLevel(losses.length, level));
          for (let bucket = 0; bucket < buckets.count; bucket += 1) {
            const own = losses.slice(bucket * 2 ** level, (bucket + 1) * 2 ** level);
            const place = bucket * buckets.valueStride + bucketLow(0);
            expect(buckets.values[place]).toBe(Math.min(...own));
            expect(buckets.values[place + 1]).toBe(Math.max(...own));
            expect(buckets.wholes[bucket * buckets.wholeStride]).toBe(bucket * 2 ** level + 1);
          }
        }
      }),
    );
  });

  test('has means of all the points of a bucket, also of one that is partly filled', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(shares, (losses) => {
        for (const [level, buckets] of pyramidOf(pointRows(losses))) {
          for (let bucket = 0; bucket < buckets.count; bucket += 1) {
            const own = losses.slice(bucket * 2 ** level, (bucket + 1) * 2 ** level);
            const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
            const place = bucket * buckets.valueStride + bucketLow(0) + 2;
            expect(buckets.values[place]).toBeCloseTo(mean, 2);
          }
        }
      }),
    );
  });

  test('passes over what is not a number, and keeps what is infinite', () => {
    const buckets = foldPoints(pointRows([Number.NaN, 3, Infinity, 1]));
    const place = bucketLow(STEP_COLUMNS.indexOf('loss'));
    expect([...buckets.values.subarray(place, place + 3)]).toEqual([1, Infinity, 2]);
  });

  test('has levels down to a few hundred buckets, and none where the points themselves are few', () => {
    expect(levelsOf(1023)).toEqual([]);
    expect(levelsOf(2048)).toEqual([2, 3]);
    expect(levelsOf(1_000_000)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('is read at the highest level with a row a pixel', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 7 }),
        fc.integer({ min: 300, max: 4000 }),
        (points, rows) => {
          const levels = levelsOf(10 ** 7);
          const level = chooseLevel(points, rows, levels);
          if (level > 0) expect(points / 2 ** level).toBeGreaterThanOrEqual(rows);
          if (points > 4 * rows) expect(rowsAtLevel(points, level)).toBeLessThanOrEqual(2 * rows + 1);
        },
      ),
    );
  });
});
