import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paintColumns } from '../../../../src-renderer/screens/compare/charts/paint.ts';

const HEIGHT = 30;

test('the pixel of every value between the extremes of a column is painted, and none far from them', () => {
  const column = fc.tuple(
    fc.double({ min: -5, max: 35, noNaN: true }),
    fc.double({ min: 0, max: 20, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 20 }), (columns) => {
      const width = columns.length;
      const pixels = { width, height: HEIGHT, data: new Uint8ClampedArray(4 * width * HEIGHT) };
      const low = Float64Array.from(columns, ([value]) => value);
      const high = Float64Array.from(columns, ([value, more]) => value + more);
      const paint = { colour: '#0069bf', opacity: 1, thickness: 1 };
      paintColumns(pixels, { low, high }, (value) => HEIGHT - value, paint);
      for (let x = 0; x < width; x += 1) {
        const [top, bottom] = [HEIGHT - (high[x] ?? 0), HEIGHT - (low[x] ?? 0)];
        for (let y = 0; y < HEIGHT; y += 1) {
          const opacity = pixels.data[4 * (y * width + x) + 3] ?? 0;
          if (y >= top && y + 1 <= bottom) expect(opacity).toBe(255);
          if (y + 1 < top - 1 || y > bottom + 1) expect(opacity).toBe(0);
        }
      }
    }),
  );
});

test('gaps stay empty, and what lies over another colour mixes with it', () => {
  const pixels = { width: 2, height: 1, data: new Uint8ClampedArray(8) };
  const gap = { low: Float64Array.of(Number.NaN, 0), high: Float64Array.of(Number.NaN, 1) };
  const toY = (value: number) => 1 - value;
  paintColumns(pixels, gap, toY, { colour: '#ff0000', opacity: 1, thickness: 1 });
  paintColumns(pixels, gap, toY, { colour: '#0000ff', opacity: 0.5, thickness: 1 });
  expect([...pixels.data]).toEqual([0, 0, 0, 0, 128, 0, 128, 255]);
});
