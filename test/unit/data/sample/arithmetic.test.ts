import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angle, cos, sin } from '../../../../src-main/data/sample/arithmetic.ts';

const number = fc.double({ min: -500, max: 500, noNaN: true });

describe('arithmetic that is the same on every machine', () => {
  it('has the sine and cosine of any number of turns', () => {
    fc.assert(
      fc.property(number, (turns) => {
        expect(sin(turns)).toBeCloseTo(Math.sin(2 * Math.PI * turns), 5);
        expect(cos(turns)).toBeCloseTo(Math.cos(2 * Math.PI * turns), 5);
      }),
    );
  });

  it('has the direction of any point', () => {
    fc.assert(
      fc.property(number, number, (x, y) => {
        const radius = Math.sqrt(x * x + y * y);
        fc.pre(radius > 1e-6);
        const turns = angle(x, y);
        expect(Math.abs(turns)).toBeLessThanOrEqual(0.5);
        expect(Math.cos(2 * Math.PI * turns)).toBeCloseTo(x / radius, 4);
        expect(Math.sin(2 * Math.PI * turns)).toBeCloseTo(y / radius, 4);
      }),
    );
  });
});
