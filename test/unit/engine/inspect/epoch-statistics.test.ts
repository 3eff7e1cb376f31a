import { expect, it } from 'vitest';
import {
  activationStatistics,
  kernelStatistics,
} from '../../../../src-main/engine/train/epoch-statistics.ts';

it('counts a kernel into equal bins, and says how far the last step moved it', () => {
  const values = Float32Array.from([-1, 0, 0, 0.5, 1]);
  const before = values.map((value) => value * 2);
  const { histogram, ...figures } = kernelStatistics('conv2d', values, before);
  expect(histogram).toHaveLength(64);
  expect([histogram[0], histogram[32], histogram[48], histogram[63]]).toEqual([1, 2, 1, 1]);
  expect(figures).toMatchObject({
    layer: 'conv2d',
    lowest: -1,
    highest: 1,
    mean: 0.1,
    zeros: 0.4,
    updateRatio: 0.5,
  });
  expect(figures.deviation).toBeCloseTo(Math.sqrt(2.25 / 5 - 0.01), 6);
});

it('does not know a ratio where nothing moved or nothing came before, and says null for what is no number', () => {
  const values = Float32Array.of(1, 2);
  expect(kernelStatistics('a', values, values).updateRatio).toBeNull();
  expect(kernelStatistics('a', values, undefined).updateRatio).toBeNull();
  const broken = kernelStatistics('a', Float32Array.of(1, Number.NaN), values);
  expect(broken).toMatchObject({ mean: null, deviation: null, updateRatio: null });
});

it('counts units that are zero on all pictures as dead', () => {
  // Two pictures of two places with three units, of which the second never is anything.
  const values = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
  expect(activationStatistics('conv2d', values, 3)).toMatchObject({
    dead: 1 / 3,
    zeros: 10 / 12,
    highest: 2,
  });
});
