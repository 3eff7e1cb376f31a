import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripParts } from '../../../../src-renderer/screens/lab/evolution/strip-parts.ts';
import { linearTicks } from '../../../../src-renderer/screens/lab/parts/linear-ticks.ts';
import { numberText, operandText } from '../../../../src-renderer/screens/lab/parts/number-text.ts';
import { NetName } from '../../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../../src-shared/nets/nets.ts';
import { summarise } from '../../../../src-shared/nets/summary.ts';

describe('numbers in cells', () => {
  it('are short, with a true minus and brackets inside sums', () => {
    expect([255, -1, 28.333, 11 / 4, 1 / 9, -1110].map(numberText)).toEqual([
      '255',
      '−1',
      '28.3',
      '2.75',
      '0.11',
      '−1110',
    ]);
    expect([3, -3].map(operandText)).toEqual(['3', '(−3)']);
  });
});

describe('ticks of an axis', () => {
  it('lie on the axis, evenly, and are neither few nor many', () => {
    const ends = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(ends, fc.integer({ min: 2, max: 10 }), ([low, span], count) => {
        const ticks = linearTicks([low, low + span], count);
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        expect(ticks.length).toBeGreaterThanOrEqual(count / 2.5 - 1);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low);
          expect(tick).toBeLessThanOrEqual(low + span);
        }
      }),
    );
    expect(linearTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });
});

describe('the drawing of a network', () => {
  it.each(NetName.options)('fits its strip for %s', (name) => {
    const parts = stripParts(summarise(netSpec(name, 1000)));
    expect(parts.length).toBeGreaterThan(4);
    for (const { height, width } of parts) {
      expect(height).toBeGreaterThan(0);
      expect(height).toBeLessThanOrEqual(1);
      expect(width).toBeGreaterThan(0);
    }
  });
});
