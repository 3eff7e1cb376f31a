import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMask, forward, smallNet } from '../../../src-shared/lab/dropout.ts';

const INPUT = [0.9, 0.2, 0.7];
const NET = smallNet([3, 6, 2], 1);
const rates = fc.double({ min: 0, max: 0.9, noNaN: true });
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('dropout', () => {
  it('leaves input and output on, and gives zero where a unit is off', () => {
    fc.assert(
      fc.property(rates, seeds, (rate, seed) => {
        const mask = drawMask(NET, rate, seed);
        expect(mask[0]).toEqual([true, true, true]);
        expect(mask[2]).toEqual([true, true]);
        forward(NET, INPUT, mask, rate)[1]?.forEach((value, unit) => {
          if (!mask[1]?.[unit]) expect(value).toBe(0);
        });
      }),
    );
  });

  it('changes nothing at rate 0', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(forward(NET, INPUT, drawMask(NET, 0, seed), 0)).toEqual(forward(NET, INPUT, null, 0));
      }),
    );
  });

  it('keeps the mean output of one hidden layer: the average over all masks is that of the whole network', () => {
    const units = 6;
    const rate = 0.3;
    const mean = [0, 0];
    for (let bits = 0; bits < 2 ** units; bits++) {
      const hidden = Array.from({ length: units }, (_, unit) => ((bits >> unit) & 1) === 1);
      const on = hidden.filter(Boolean).length;
      const probability = (1 - rate) ** on * rate ** (units - on);
      forward(NET, INPUT, [[true, true, true], hidden, [true, true]], rate)[2]?.forEach((value, unit) => {
        mean[unit] = (mean[unit] ?? 0) + probability * value;
      });
    }
    forward(NET, INPUT, null, rate)[2]?.forEach((value, unit) => {
      expect(mean[unit]).toBeCloseTo(value, 10);
    });
  });
});
