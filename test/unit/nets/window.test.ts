import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowAxis } from '../../../src-shared/nets/window.ts';

const n = fc.integer({ min: 1, max: 60 });
const m = fc.integer({ min: 1, max: 12 });
const s = fc.integer({ min: 1, max: 8 });

/** Slides a window of m over `length` cells and counts the steps on which it lies inside. */
function positionsInside(length: number, window: number, stride: number): number {
  let positions = 0;
  for (let first = 0; first + window <= length; first += stride) {
    positions += 1;
  }
  return positions;
}

describe('the window on one axis', () => {
  it('with valid padding has as many positions as a window slid by hand', () => {
    fc.assert(
      fc.property(n, m, s, (n, m, s) => {
        fc.pre(m <= n);
        expect(windowAxis(n, m, s, 'valid')).toEqual({
          output: positionsInside(n, m, s),
          padBefore: 0,
          padAfter: 0,
        });
      }),
    );
  });

  it('has no position when a valid window is larger than its input', () => {
    fc.assert(
      fc.property(n, m, s, (n, m, s) => {
        fc.pre(m > n);
        expect(windowAxis(n, m, s, 'valid').output).toBeLessThan(1);
      }),
    );
  });

  it('with same padding has as many positions as a window slid by hand over the padded cells', () => {
    fc.assert(
      fc.property(n, m, s, (n, m, s) => {
        const { output, padBefore, padAfter } = windowAxis(n, m, s, 'same');
        expect(output).toBe(positionsInside(padBefore + n + padAfter, m, s));
      }),
    );
  });

  it('with same padding starts one window in each stride of the input, with the least padding that allows it', () => {
    fc.assert(
      fc.property(n, m, s, (n, m, s) => {
        const { output, padBefore, padAfter } = windowAxis(n, m, s, 'same');
        let stridesOfInput = 0;
        for (let first = 0; first < n; first += s) {
          stridesOfInput += 1;
        }
        expect(output).toBe(stridesOfInput);
        expect([0, 1]).toContain(padAfter - padBefore);
        if (padBefore + padAfter > 0) {
          expect(positionsInside(padBefore + n + padAfter - 1, m, s)).toBe(output - 1);
        }
      }),
    );
  });

  it('with same padding and stride 1 keeps the size, as the deck says', () => {
    fc.assert(fc.property(n, m, (n, m) => windowAxis(n, m, 1, 'same').output === n));
  });

  it('gives n − m + 1 for the deck’s 6 × 6 picture and 3 × 3 filter', () => {
    expect(windowAxis(6, 3, 1, 'valid').output).toBe(4);
  });

  it('halves the deck’s 4 × 4 picture with 2 × 2 pooling of stride 2', () => {
    expect(windowAxis(4, 2, 2, 'valid').output).toBe(2);
  });

  it('puts the odd element of same padding behind, as Keras does', () => {
    expect(windowAxis(224, 11, 4, 'same')).toEqual({ output: 56, padBefore: 3, padAfter: 4 });
    expect(windowAxis(28, 2, 1, 'same')).toEqual({ output: 28, padBefore: 0, padAfter: 1 });
  });
});
