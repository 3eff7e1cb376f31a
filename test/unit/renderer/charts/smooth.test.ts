import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smooth } from '../../../../src-renderer/charts/smooth.ts';

test('leaves values as they are when the weight is zero', () => {
  const values = Float64Array.of(3, 1, 4, 1, 5);
  expect(smooth(values, 0)).toEqual(values);
});

test('gives the weighted mean of what came so far', () => {
  const [first, second, third] = smooth(Float64Array.of(1, 2, 4), 0.5);
  expect(first).toBeCloseTo(1);
  expect(second).toBeCloseTo((0.5 * 1 + 1 * 2) / 1.5);
  expect(third).toBeCloseTo((0.25 * 1 + 0.5 * 2 + 1 * 4) / 1.75);
});

test('passes over values that are not finite', () => {
  const smoothed = smooth(Float64Array.of(1, Number.NaN, Infinity, 1), 0.9);
  expect(smoothed[1]).toBeCloseTo(1);
  expect(smoothed[3]).toBeCloseTo(1);
});

test('has no value before the first finite one', () => {
  expect(smooth(Float64Array.of(Number.NaN, 2), 0.9)[0]).toBeNaN();
});

test('stays between the smallest and the largest value', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 0.99, noNaN: true }), (drawn, weight) => {
      const slack = 1e-6;
      for (const value of smooth(Float64Array.from(drawn), weight)) {
        expect(value).toBeGreaterThanOrEqual(Math.min(...drawn) - slack);
        expect(value).toBeLessThanOrEqual(Math.max(...drawn) + slack);
      }
    }),
  );
});
