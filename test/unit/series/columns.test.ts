import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  columnsOf,
  type HorizontalAxis,
  meansOf,
  placesOf,
  placing,
} from '../../../src-shared/series/columns.ts';
import { foldBuckets, foldPoints } from '../../../src-shared/series/pyramid.ts';
import { bucketLow, type Rows } from '../../../src-shared/series/row-layout.ts';
import { pointRows } from '../../helpers/point-rows.ts';

const losses = fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), { minLength: 2, maxLength: 400 });
const zoom = fc.record({
  from: fc.double({ min: 0, max: 0.9, noNaN: true }),
  share: fc.double({ min: 0.01, max: 1, noNaN: true }),
  width: fc.integer({ min: 5, max: 120 }),
  logarithmic: fc.boolean(),
});

/** Steps and extremes of the loss, as a chart gets them. */
function curveOf(rows: Rows, axis: HorizontalAxis) {
  const at = (row: number, place: number) => rows.values[row * rows.valueStride + bucketLow(0) + place] ?? 0;
  const all = Array.from({ length: rows.count }, (_, row) => row);
  return {
    at: placesOf(
      Float64Array.from(all, (row) => rows.wholes[row * rows.wholeStride] ?? 0),
      1,
      axis,
    ),
    low: Float64Array.from(all, (row) => at(row, 0)),
    high: Float64Array.from(all, (row) => at(row, 1)),
  };
}

describe('what a curve covers', () => {
  test('contains every point of the series in its column, from any level and at any zoom', () => {
    fc.assert(
      fc.property(
        losses,
        zoom,
        fc.integer({ min: 0, max: 3 }),
        (values, { from, share, width, logarithmic }, level) => {
          let rows = foldPoints(pointRows(values));
          for (let up = 0; up < level; up += 1) rows = foldBuckets(rows, 4 * 2 ** up, values.length);
          const min = 1 + from * values.length;
          const axis = { min, max: min + share * values.length, width, logarithmic };
          const place = placing(axis);
          const { low, high } = columnsOf({ ...curveOf(rows, axis), end: place(values.length) }, width);
          for (const [index, value] of values.entries()) {
            const column = Math.floor(place(index + 1));
            if (column < 0 || column >= width) continue;
            expect(low[column]).toBeLessThanOrEqual(value);
            expect(high[column]).toBeGreaterThanOrEqual(value);
          }
        },
      ),
    );
  });

  test('never leaves the extremes of the series, and touches them where all of it is seen', () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 5, max: 120 }), (values, width) => {
        const axis = { min: 0, max: values.length + 1, width, logarithmic: false };
        const { low, high } = columnsOf(curveOf(foldPoints(pointRows(values)), axis), width);
        const seen = (columns: Float64Array) => [...columns].filter((value) => !Number.isNaN(value));
        expect(Math.min(...seen(low))).toBe(Math.min(...values));
        expect(Math.max(...seen(high))).toBe(Math.max(...values));
      }),
    );
  });

  test('is a line where there are fewer points than columns', () => {
    const value = Float64Array.of(0, 10);
    const { low, high } = columnsOf({ at: value, low: value, high: value }, 10);
    expect([...low]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...high]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('has a gap where there is no value, and keeps infinite ones', () => {
    const value = Float64Array.of(1, Number.NaN, Infinity, 1);
    const { low, high } = columnsOf({ at: Float64Array.of(0, 1, 2, 3), low: value, high: value }, 4);
    expect([...low]).toEqual([1, Number.NaN, Infinity, 1]);
    expect([...high]).toEqual([1, Number.NaN, Infinity, 1]);
  });
});

test('the means of columns are those of their points, those left of the picture included', () => {
  const places = Float64Array.of(-1, 0, 0.5, 2, 3);
  const { at, value } = meansOf(places, Float64Array.of(9, 1, 3, Number.NaN, 7), { width: 3, margin: 1 });
  expect([...at]).toEqual([-1, 0.25, 3]);
  expect([...value]).toEqual([9, 2, 7]);
});
