import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellValues, colourLevels } from '../../../../src-renderer/charts/confusion-levels.ts';
import { drawConfusion, LEVELS } from '../../../../src-renderer/charts/confusion-pixels.ts';
import {
  commonestConfusions,
  confusionOf,
  countConfusions,
  minus,
  mistakesOf,
  orderOf,
  rowShares,
} from '../../../../src-renderer/charts/confusions.ts';
import { cellAt, moved, showing, wholeView, zoomed } from '../../../../src-renderer/charts/matrix-view.ts';

const matrix = confusionOf([
  [8, 2, 0],
  [5, 4, 1],
  [0, 2, 0],
]);

test('names the commonest mistakes first and leaves out what was right', () => {
  expect(commonestConfusions(matrix, 3)).toEqual([
    { actual: 1, predicted: 0, count: 5 },
    { actual: 0, predicted: 1, count: 2 },
    { actual: 2, predicted: 1, count: 2 },
  ]);
  expect(
    commonestConfusions(
      confusionOf([
        [3, 0],
        [0, 4],
      ]),
      5,
    ),
  ).toEqual([]);
});

test('counts answers, and their difference cell by cell', () => {
  const counted = countConfusions([0, 0, 1, 2], [0, 1, 1, 0], 3);
  expect([...counted.counts]).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 0]);
  const less = minus(countConfusions([0, 0, 1, 2], [1, 1, 1, 2], 3), counted);
  expect(commonestConfusions(less, 9)).toEqual([
    { actual: 0, predicted: 1, count: 1 },
    { actual: 2, predicted: 0, count: -1 },
  ]);
});

test('gives each row as shares of its pictures, zeros for a class without any', () => {
  expect([...rowShares(matrix).counts]).toEqual([0.8, 0.2, 0, 0.5, 0.4, 0.1, 0, 1, 0]);
  expect([
    ...rowShares(
      confusionOf([
        [0, 0],
        [1, 1],
      ]),
    ).counts,
  ]).toEqual([0, 0, 0.5, 0.5]);
});

test('tells what a class was taken for, and what was taken for it', () => {
  const { takenFor, mistakenFrom } = mistakesOf(matrix, 1, 9);
  expect(takenFor.map(({ predicted, count }) => [predicted, count])).toEqual([
    [0, 5],
    [2, 1],
  ]);
  expect(mistakenFrom.map(({ actual, count }) => [actual, count])).toEqual([
    [0, 2],
    [2, 2],
  ]);
});

test('orders classes as given, or the worst recognised first', () => {
  expect(orderOf(matrix, 'given')).toEqual([0, 1, 2]);
  expect(orderOf(matrix, 'worst')).toEqual([2, 1, 0]);
  expect(orderOf(matrix, 'clustered')).toHaveLength(3);
});

test('values are those of one run, or what the second has more', () => {
  const second = confusionOf([
    [10, 0, 0],
    [0, 10, 0],
    [0, 2, 0],
  ]);
  expect([...cellValues({ first: matrix, second, unit: 'pictures' }).counts].slice(0, 4)).toEqual([
    2, -2, 0, -5,
  ]);
  const shares = cellValues({ first: matrix, second, unit: 'share' });
  expect(shares.counts[4]).toBeCloseTo(0.6, 12);
  expect([...colourLevels(shares, 1)].slice(6)).toEqual([0, 0, 0]);
  expect(colourLevels(cellValues({ first: matrix, second: null, unit: 'pictures' }), 0.5)[1]).toBeCloseTo(
    0.5,
    6,
  );
});

test('a pixel over many cells shows the strongest of them, and a pixel of a cell that cell', () => {
  const size = 4;
  const levels = new Float32Array(size * size);
  levels[1 * size + 2] = -1;
  levels[3 * size + 0] = 0.5;
  const colours = Uint8Array.from({ length: (2 * LEVELS + 1) * 3 }, (_, at) => Math.floor(at / 3 / 2));
  const draw = (pixels: number, view = wholeView(size), order = [0, 1, 2, 3]): number[] => {
    const rgba = new Uint8ClampedArray(pixels * pixels * 4);
    drawConfusion(rgba, pixels, levels, order, view, colours);
    return Array.from({ length: pixels * pixels }, (_, pixel) => rgba[pixel * 4] ?? 0);
  };
  const [zero, low, high] = [Math.floor(LEVELS / 2), 0, Math.floor(Math.round(1.5 * LEVELS) / 2)];
  expect(draw(2)).toEqual([zero, low, high, zero]);
  expect(draw(4)[1 * 4 + 2]).toBe(low);
  expect(draw(4, wholeView(size), [3, 2, 1, 0])[2 * 4 + 1]).toBe(low);
  expect(draw(2, { left: 2, top: 0, span: 2 })).toEqual([zero, zero, low, zero]);
});

test('a zoom keeps the place under the pointer, and no view leaves the matrix', () => {
  const size = 100;
  const near = zoomed(wholeView(size), size, 4, 0.25, 0.75);
  expect(near).toEqual({ span: 25, left: 18.75, top: 56.25 });
  expect(cellAt(near, size, 0.25, 0.75)).toEqual({ row: 75, column: 25 });
  expect(showing(near, size, 0, 99)).toEqual({ span: 25, left: 75, top: 0 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 1000 }),
      fc.array(fc.tuple(share, share, fc.double({ min: 0.1, max: 9, noNaN: true })), { maxLength: 9 }),
      (all, steps) => {
        const view = steps.reduce(
          (at, [x, y, factor]) => moved(zoomed(at, all, factor, x, y), all, x - y, y - x),
          wholeView(all),
        );
        expect(view.left).toBeGreaterThanOrEqual(0);
        expect(view.left + view.span).toBeLessThanOrEqual(all + 1e-9);
        expect(view.top + view.span).toBeLessThanOrEqual(all + 1e-9);
        const { row, column } = cellAt(view, all, 1, 1);
        expect(Math.max(row, column)).toBeLessThan(all);
      },
    ),
  );
});
