import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scaleUp } from '../../../../src-main/engine/inspect/scale-up.ts';

it('interpolates between the centres and keeps the edges', () => {
  const scaled = scaleUp(Float32Array.of(0, 4), [1, 2], [1, 4]);
  expect(Array.from(scaled)).toEqual([0, 1, 3, 4]);
});

it('leaves a map of the same size as it is, and never goes beyond its values', () => {
  const size = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(
      size,
      size,
      size,
      size,
      fc.infiniteStream(fc.integer({ min: -9, max: 9 })),
      (h, w, H, W, values) => {
        const map = Float32Array.from([...values.take(h * w)]);
        expect(scaleUp(map, [h, w], [h, w])).toEqual(map);
        const scaled = scaleUp(map, [h, w], [H, W]);
        expect(Math.min(...scaled)).toBeGreaterThanOrEqual(Math.min(...map) - 1e-5);
        expect(Math.max(...scaled)).toBeLessThanOrEqual(Math.max(...map) + 1e-5);
      },
    ),
  );
});
