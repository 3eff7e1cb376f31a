import fc from 'fast-check';
import { expect, test } from 'vitest';
import { learningRateAt } from '../../../src-main/engine/train/schedule.ts';

const recipe = { learningRate: 0.1, warmupEpochs: 2, epochs: 10, schedule: 'cosine' } as const;

test('the rate rises linearly to its height over the warm-up', () => {
  expect([1, 5, 10, 20].map((step) => learningRateAt(recipe, step, 10))).toEqual([
    expect.closeTo(0.005),
    expect.closeTo(0.025),
    expect.closeTo(0.05),
    expect.closeTo(0.1),
  ]);
});

test('a cosine falls to half in the middle and to zero at the end', () => {
  expect(learningRateAt(recipe, 60, 10)).toBeCloseTo(0.05);
  expect(learningRateAt(recipe, 100, 10)).toBeCloseTo(0);
});

test('steps fall by ten after 50, 75 and 90 % of the way', () => {
  const steps = { ...recipe, schedule: 'steps', warmupEpochs: 0 } as const;
  expect([50, 51, 76, 91, 100].map((step) => learningRateAt(steps, step, 10))).toEqual([
    expect.closeTo(0.1),
    expect.closeTo(0.01),
    expect.closeTo(0.001),
    expect.closeTo(0.0001),
    expect.closeTo(0.0001),
  ]);
});

test('constant stays', () => {
  expect(learningRateAt({ ...recipe, schedule: 'constant' }, 77, 10)).toBe(0.1);
});

test('no schedule ever leaves the range from zero to its height', () => {
  const recipes = fc.record({
    learningRate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    warmupEpochs: fc.double({ min: 0, max: 20, noNaN: true }),
    epochs: fc.integer({ min: 1, max: 20 }),
    schedule: fc.constantFrom('constant', 'cosine', 'steps'),
  });
  fc.assert(
    fc.property(
      recipes,
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (any, perEpoch, share) => {
        const step = 1 + Math.floor(share * (any.epochs * perEpoch - 1));
        const rate = learningRateAt(any, step, perEpoch);
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(any.learningRate * (1 + 1e-9));
      },
    ),
  );
});
