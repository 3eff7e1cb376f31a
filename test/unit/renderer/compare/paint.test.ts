import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createPainting,
  type Paint,
  paintColumns,
  paintedPixels,
} from '../../../../src-renderer/screens/compare/charts/paint.ts';
import type { Columns } from '../../../../src-shared/series/columns.ts';

const HEIGHT = 30;

const curve = fc
  .array(
    fc.tuple(fc.double({ min: -5, max: 35, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true })),
    { minLength: 1, maxLength: 20 },
  )
  .map((columns) => ({
    low: Float64Array.from(columns, ([value]) => value),
    high: Float64Array.from(columns, ([value, more]) => value + more),
  }));

/** Bytes of the pixels after all of that was painted, one over the other; values are pixels from the bottom. */
function painted(layers: readonly (readonly [Columns, Paint])[], width: number, height = HEIGHT) {
  const painting = createPainting(width, height);
  for (const [columns, paint] of layers) paintColumns(painting, columns, (value) => height - value, paint);
  return paintedPixels(painting);
}

test('the pixel of every value between the extremes of a column is painted, and none far from them', () => {
  fc.assert(
    fc.property(curve, ({ low, high }) => {
      const width = low.length;
      const data = painted(
        [
          [
            { low, high },
            { colour: '#0069bf', opacity: 1, thickness: 1 },
          ],
        ],
        width,
      );
      for (let x = 0; x < width; x += 1) {
        const [top, bottom] = [HEIGHT - (high[x] ?? 0), HEIGHT - (low[x] ?? 0)];
        for (let y = 0; y < HEIGHT; y += 1) {
          const at = 4 * (y * width + x);
          if (y >= top && y + 1 <= bottom) expect([...data.subarray(at, at + 4)]).toEqual([0, 105, 191, 255]);
          if (y + 1 < top - 1 || y > bottom + 1) expect(data[at + 3]).toBe(0);
        }
      }
    }),
  );
});

test('faint colours over each other mix as a canvas mixes them, to within what bytes can say', () => {
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, '0')}`);
  const everywhere = { low: Float64Array.of(0), high: Float64Array.of(1) };
  fc.assert(
    fc.property(fc.array(colour, { minLength: 1, maxLength: 20 }), (colours) => {
      const layers = colours.map(
        (one) => [everywhere, { colour: one, opacity: 0.25, thickness: 1 }] as const,
      );
      const data = painted(layers, 1, 1);
      const bytes = (one: string) => [1, 3, 5].map((at) => Number.parseInt(one.slice(at, at + 2), 16));
      const exact = colours.reduce(
        (below, one) => below.map((value, i) => 0.75 * value + 0.25 * ([...bytes(one), 255][i] ?? 0)),
        [0, 0, 0, 0],
      );
      const opacity = exact[3] ?? 0;
      expect(Math.abs((data[3] ?? 0) - opacity)).toBeLessThan(3);
      for (const i of [0, 1, 2]) {
        expect(Math.abs((data[i] ?? 0) - (255 * (exact[i] ?? 0)) / opacity)).toBeLessThan(
          (3 * 255) / opacity,
        );
      }
    }),
  );
});

test('gaps stay empty, and what lies over another colour mixes with it', () => {
  const gap = { low: Float64Array.of(Number.NaN, 0), high: Float64Array.of(Number.NaN, 1) };
  const red = { colour: '#ff0000', opacity: 1, thickness: 1 };
  const data = painted(
    [
      [gap, red],
      [gap, { ...red, colour: '#0000ff', opacity: 0.5 }],
    ],
    2,
    1,
  );
  expect([...data]).toEqual([0, 0, 0, 0, 128, 0, 128, 255]);
});
