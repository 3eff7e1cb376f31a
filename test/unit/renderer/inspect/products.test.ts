import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelOf,
  channelSums,
  largestIndex,
} from '../../../../src-renderer/screens/inspect/activations/products.ts';

describe('a sum of products by input channel', () => {
  it('adds up to the whole sum', () => {
    const values = (count: number) =>
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(values(18), values(18), (patch, kernel) => {
        const whole = patch.reduce((sum, value, at) => sum + value * (kernel[at] ?? 0), 0);
        const parts = channelSums(patch, kernel, 3);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole, 9);
      }),
    );
  });

  it('takes one channel out of all, and what is not a number as nothing', () => {
    expect(channelOf([1, 2, 3, 4, null, 6], 2, 1)).toEqual([2, 4, 6]);
    expect(channelSums([1, null, 3, 4], [2, 5, null, 1], 2)).toEqual([2, 4]);
  });

  it('names the one farthest from zero', () => {
    expect(largestIndex([1, -5, 4])).toBe(1);
    expect(largestIndex([])).toBe(0);
  });
});
