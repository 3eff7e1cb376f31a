import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage, paddedAxis, windowStarts } from '../../../src-shared/lab/slide.ts';
import { windowAxis } from '../../../src-shared/nets/window.ts';

const size = fc.integer({ min: 1, max: 40 });
const small = fc.integer({ min: 1, max: 8 });

describe('a sliding window', () => {
  it("has the deck's (n + 2p − m) / s + 1 positions", () => {
    expect(paddedAxis(6, 3, 1, 0).output).toBe(4);
    expect(paddedAxis(6, 3, 1, 1).output).toBe(6);
    expect(paddedAxis(227, 11, 4, 0).output).toBe(55);
  });

  it('without padding is what valid is', () => {
    fc.assert(
      fc.property(size, small, small, (n, m, s) => {
        expect(paddedAxis(n, m, s, 0)).toEqual(windowAxis(n, m, s, 'valid'));
      }),
    );
  });

  it('never leaves the padded picture, and one step further would', () => {
    fc.assert(
      fc.property(size, small, small, fc.integer({ min: 0, max: 5 }), (n, m, s, p) => {
        fc.pre(n + 2 * p >= m);
        const starts = windowStarts(paddedAxis(n, m, s, p), s);
        const last = starts.at(-1) ?? 0;
        expect(starts[0]).toBe(0 - p);
        expect(last + m).toBeLessThanOrEqual(n + p);
        expect(last + s + m).toBeGreaterThan(n + p);
      }),
    );
  });

  it('counts every look once: all counts together are the windows, less what lies in the padding', () => {
    fc.assert(
      fc.property(size, small, small, (n, m, s) => {
        const axis = windowAxis(n, m, s, 'same');
        const looks = windowStarts(axis, s).flatMap((start) =>
          Array.from({ length: m }, (_, offset) => start + offset),
        );
        const counts = coverage(n, m, s, axis);
        counts.forEach((count, pixel) => {
          expect(count).toBe(looks.filter((look) => look === pixel).length);
        });
      }),
    );
  });

  it('looks at every pixel where Keras pads and no stride leaps over one', () => {
    fc.assert(
      fc.property(size, small, small, (n, m, s) => {
        fc.pre(s <= m);
        expect(coverage(n, m, s, windowAxis(n, m, s, 'same')).every((count) => count > 0)).toBe(true);
      }),
    );
  });
});
