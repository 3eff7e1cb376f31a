import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableRows } from '../../../../src-renderer/screens/compare/charts/chart-table-rows.ts';
import { paddedRange } from '../../../../src-renderer/screens/compare/charts/padded-range.ts';
import { panned, zoomed } from '../../../../src-renderer/screens/compare/charts/zoom-steps.ts';

const range = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([from, width]): [number, number] => [from, from + width]);

test('zooming in and out again around a place leads back, and the place stays where it is', () => {
  fc.assert(
    fc.property(
      range,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      ([from, to], share, logarithmic) => {
        const place = from + share * (to - from);
        const near = zoomed([from, to], place, 0.5, logarithmic);
        expect(near.from).toBeLessThanOrEqual(place * 1.0001);
        expect(near.to).toBeGreaterThanOrEqual(place * 0.9999);
        const back = zoomed([near.from, near.to], place, 2, logarithmic);
        expect(back.from).toBeCloseTo(from, 5);
        expect(back.to).toBeCloseTo(to, 5);
      },
    ),
  );
});

test('a step aside keeps the width, or the decades of a logarithmic axis, and nothing goes below zero', () => {
  fc.assert(
    fc.property(range, ([from, to]) => {
      const aside = panned([from, to], 0.1, false);
      expect(aside.to - aside.from).toBeCloseTo(to - from, 6);
      const decades = panned([from, to], -0.1, true);
      expect(decades.to / decades.from).toBeCloseTo(to / from, 6);
      expect(panned([from, to], -5, false).from).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('vertical ranges have every value and a little room; shares end at 0 and 1, and an equal value gets a range too', () => {
  expect(paddedRange([0.2, 0.9], { isShare: true, logarithmic: false })[1]).toBeCloseTo(0.928);
  expect(paddedRange([0, 1], { isShare: true, logarithmic: false })).toEqual([-0.01, 1.01]);
  const [low, high] = paddedRange([5, 5], { isShare: false, logarithmic: false });
  expect(low).toBeLessThan(5);
  expect(high).toBeGreaterThan(5);
  const [least, most] = paddedRange([0.001, 10], { isShare: false, logarithmic: true });
  expect(least).toBeGreaterThan(0);
  expect(most).toBeGreaterThan(10);
});

test('a chart as a table has the places of its pixels, without those where a run has nothing', () => {
  const line = { low: Float64Array.of(1, 2, Number.NaN, 4), high: Float64Array.of(1, 4, Number.NaN, 4) };
  const curve = { ids: [], name: 'One', colour: '#0069bf', band: null, line };
  const rows = [...tableRows({ x: [0, 8], curves: [curve] }, { logX: false })];
  expect(rows).toEqual([
    ['One', 1, 1, 1, 1],
    ['One', 3, 2, 3, 4],
    ['One', 7, 4, 4, 4],
  ]);
});
