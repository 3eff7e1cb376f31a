import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colourAxes } from '../../../src-main/engine/train/colour-axes.ts';

test('axes are orthogonal eigenvectors of the covariance, as long as the eigenvalue over 255', () => {
  const value = fc.double({ min: -80, max: 80, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 9, maxLength: 9 }), (root) => {
      const at = (row: number, column: number): number => root[row * 3 + column] ?? 0;
      // root · rootᵀ is what a covariance is: symmetric, with no negative eigenvalue.
      const covariance = Array.from({ length: 9 }, (_, index) =>
        [0, 1, 2].reduce((sum, k) => sum + at(Math.floor(index / 3), k) * at(index % 3, k), 0),
      );
      const axes = colourAxes(covariance);
      const size = Math.max(1, ...covariance.map(Math.abs));
      for (const row of [0, 1, 2]) {
        const axis = [...axes.slice(row * 3, row * 3 + 3)];
        const eigenvalue = Math.hypot(...axis) * 255;
        for (const channel of [0, 1, 2]) {
          const image = [0, 1, 2].reduce(
            (sum, k) => sum + (covariance[channel * 3 + k] ?? 0) * (axis[k] ?? 0),
            0,
          );
          expect(Math.abs(image - eigenvalue * (axis[channel] ?? 0)) / size ** 2).toBeLessThan(1e-5);
        }
      }
      const trace = (covariance[0] ?? 0) + (covariance[4] ?? 0) + (covariance[8] ?? 0);
      const lengths = [0, 3, 6].map((row) => Math.hypot(...axes.slice(row, row + 3)) * 255);
      expect(lengths.reduce((a, b) => a + b) / size).toBeCloseTo(trace / size, 4);
    }),
  );
});
