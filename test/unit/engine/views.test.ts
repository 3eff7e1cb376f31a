import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centreView, randomView, testViews, transformsOf } from '../../../src-main/engine/views.ts';
import { random } from '../../../src-shared/random.ts';

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

test('random views stay inside the record, reach its edges, and mirror half of the time', () => {
  const from = random(1, 'views');
  const views = Array.from({ length: 2000 }, () => randomView(INPUT, from));
  expect(Math.min(...views.map(({ left }) => left))).toBe(0);
  expect(Math.max(...views.map(({ top }) => top))).toBe(29);
  const mirrored = views.filter((view) => view.mirrored).length / views.length;
  expect(mirrored).toBeGreaterThan(0.45);
  expect(mirrored).toBeLessThan(0.55);
});
