import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  activationStatistics,
  kernelStatistics,
} from '../../../../src-main/engine/train/epoch-statistics.ts';
import { spectralNorm } from '../../../../src-main/engine/train/spectral-norm.ts';

const A = { layer: 'a', shape: [2, 1] } as const;

it('counts a kernel into equal bins, and says how far the last step moved it', () => {
  const values = Float32Array.from([-1, 0, 0, 0.5, 1]);
  const before = values.map((value) => value * 2);
  const { histogram, ...figures } = kernelStatistics({ layer: 'conv2d', shape: [5, 1] }, values, before);
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
  expect(kernelStatistics(A, values, values).updateRatio).toBeNull();
  expect(kernelStatistics(A, values, undefined).updateRatio).toBeNull();
  const broken = kernelStatistics(A, Float32Array.of(1, Number.NaN), values);
  expect(broken).toMatchObject({ mean: null, deviation: null, updateRatio: null, spectralNorm: null });
});

it('counts units that are zero on all pictures as dead', () => {
  // Two pictures of two places with three units, of which the second never is anything.
  const values = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
  expect(activationStatistics({ name: 'conv2d', activation: 'relu' }, values, 3)).toMatchObject({
    dead: 1 / 3,
    zeros: 10 / 12,
    highest: 2,
    saturated: null,
  });
});

it('counts outputs of tanh and sigmoid at the ends of their ranges as saturated', () => {
  const share = (activation: string, ...values: number[]) =>
    activationStatistics({ name: 'a', activation }, Float32Array.from(values), 1).saturated;
  expect(share('tanh', -0.999, -0.5, 0.005, 0.995)).toBe(0.5);
  expect(share('sigmoid', 0.001, 0.5, 0.02, 0.995)).toBe(0.5);
  expect(share('gelu', 0.999)).toBeNull();
});

it('finds the largest singular value of a kernel as a matrix', () => {
  // Diagonal, then turned: singular values stay.
  const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
  const turned = Float32Array.of(3 * cos, 3 * sin, -0.5 * sin, 0.5 * cos, 0, 0);
  expect(spectralNorm(turned, 2)).toBeCloseTo(3, 4);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (row) => {
        // A matrix of one row has one singular value: its length.
        expect(spectralNorm(Float32Array.from(row), row.length)).toBeCloseTo(
          Math.hypot(...Float32Array.from(row)),
          3,
        );
      },
    ),
  );
});
