import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centreView, cropOf, testViews, transformsOf } from '../../../src-main/engine/views.ts';

const INPUT = [227, 227, 3] as const;

test('the centre view is the middle of the record', () => {
  expect(centreView(INPUT)).toEqual({ left: 14, top: 14, mirrored: false });
});

test('ten views are the centre and four corners, each also mirrored', () => {
  const views = testViews(INPUT, 10);
  expect(views).toHaveLength(10);
  expect(views.filter(({ mirrored }) => mirrored)).toHaveLength(5);
  expect(new Set(views.map(({ left, top }) => `${left},${top}`))).toEqual(
    new Set(['14,14', '0,0', '0,29', '29,0', '29,29']),
  );
});

test('a transform maps every pixel of a view into the record, mirrored or not', () => {
  const view = fc.record({
    left: fc.integer({ min: 0, max: 29 }),
    top: fc.integer({ min: 0, max: 29 }),
    mirrored: fc.boolean(),
  });
  const pixel = fc.integer({ min: 0, max: 226 });
  fc.assert(
    fc.property(view, pixel, pixel, (view, x, y) => {
      const [a0 = 0, a1 = 0, a2 = 0, b0 = 0, b1 = 0, b2 = 0] = transformsOf([view], INPUT);
      expect(a0 * x + a1 * y + a2).toBe(view.left + (view.mirrored ? 226 - x : x));
      expect(b0 * x + b1 * y + b2).toBe(view.top + y);
    }),
  );
});

test('networks with a small input look at a crop of 224 pixels, larger ones at what they take', () => {
  expect([32, 28, 64, 224, 227].map((side) => cropOf([side, side, 3]))).toEqual([
    [224, 224],
    [224, 224],
    [192, 192],
    [224, 224],
    [227, 227],
  ]);
  expect(centreView([32, 32, 3])).toEqual({ left: 16, top: 16, mirrored: false });
});

test('a bent view turns about the middle of its crop', () => {
  const bend = [0, -1, 1, 0] as const;
  const [a0 = 0, a1 = 0, a2 = 0, b0 = 0, b1 = 0, b2 = 0] = transformsOf(
    [{ left: 10, top: 20, mirrored: false, bend }],
    INPUT,
  );
  const place = (x: number, y: number): number[] => [a0 * x + a1 * y + a2, b0 * x + b1 * y + b2];
  expect(place(113, 113)).toEqual([10 + 113, 20 + 113]);
  expect(place(0, 0)).toEqual([10 + 226, 20]);
  expect(place(226, 0)).toEqual([10 + 226, 20 + 226]);
});
