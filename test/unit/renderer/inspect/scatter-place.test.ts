import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isInside,
  nearestPoint,
  placePoints,
} from '../../../../src-renderer/screens/inspect/space/scatter-place.ts';

const number = fc.double({ min: -1000, max: 1000, noNaN: true });

describe('places of the feature space', () => {
  it('lie inside of the drawing, and their distances keep their relations', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: number, y: number }), { minLength: 3, maxLength: 50 }),
        (points) => {
          const places = placePoints(points, 400, 300, 20);
          for (const [x, y] of places) {
            expect(x).toBeGreaterThanOrEqual(20 - 1e-6);
            expect(x).toBeLessThanOrEqual(380 + 1e-6);
            expect(y).toBeGreaterThanOrEqual(20 - 1e-6);
            expect(y).toBeLessThanOrEqual(280 + 1e-6);
          }
        },
      ),
    );
    const [a = [0, 0], b = [0, 0], c = [0, 0]] = placePoints(
      [
        { x: 0, y: 0 },
        { x: 3, y: 4 },
        { x: 0, y: 4 },
      ],
      400,
      300,
      20,
    );
    expect(Math.hypot(b[0] - a[0], b[1] - a[1]) / Math.hypot(c[0] - a[0], c[1] - a[1])).toBeCloseTo(5 / 4);
  });

  it('are found by the pointer when it is near enough', () => {
    const places = [
      [0, 0],
      [10, 0],
      [11, 0],
    ] as const;
    expect(nearestPoint(places, [10.4, 1], 5)).toBe(1);
    expect(nearestPoint(places, [30, 0], 5)).toBeNull();
  });
});

describe('a lasso', () => {
  it('holds what is inside of it, also where it bends inwards', () => {
    const horseshoe = [
      [0, 0],
      [9, 0],
      [9, 9],
      [6, 9],
      [6, 3],
      [3, 3],
      [3, 9],
      [0, 9],
    ] as const;
    expect(isInside(horseshoe, [1, 8])).toBe(true);
    expect(isInside(horseshoe, [8, 8])).toBe(true);
    expect(isInside(horseshoe, [4.5, 8])).toBe(false);
    expect(isInside(horseshoe, [20, 1])).toBe(false);
  });
});
