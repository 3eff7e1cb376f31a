import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativePositions, windowMask } from '../../../src-shared/nets/attention-windows.ts';

const side = fc.integer({ min: 1, max: 4 });

describe('relative positions', () => {
  it('are those of a 2 × 2 window worked out by hand', () => {
    expect(relativePositions([2, 2])).toEqual([4, 3, 1, 0, 5, 4, 2, 1, 7, 6, 4, 3, 8, 7, 5, 4]);
  });

  it('are equal for pairs of equal displacement, and fill the table', () => {
    fc.assert(
      fc.property(side, side, (height, width) => {
        const places = height * width;
        const rows = new Map<string, number>();
        for (const [pair, row] of relativePositions([height, width]).entries()) {
          const [a, b] = [Math.floor(pair / places), pair % places];
          const down = Math.floor(a / width) - Math.floor(b / width);
          const key = `${down} ${(a % width) - (b % width)}`;
          expect(rows.get(key) ?? row).toBe(row);
          rows.set(key, row);
        }
        const all = [...rows.values()].sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: (2 * height - 1) * (2 * width - 1) }, (_, row) => row));
      }),
    );
  });
});

describe('the mask of shifted windows', () => {
  it('lets places see each other exactly where no edge of the picture came between them', () => {
    const axis = fc.record({
      windows: fc.integer({ min: 2, max: 3 }),
      window: fc.integer({ min: 2, max: 4 }),
    });
    fc.assert(
      fc.property(axis, axis, fc.nat(3), fc.nat(3), (rows, columns, down, across) => {
        const window = [rows.window, columns.window] as const;
        const grid = [rows.windows * window[0], columns.windows * window[1]] as const;
        const shift = [down % window[0], across % window[1]] as const;
        const places = window[0] * window[1];
        const mask = windowMask(grid, window, shift);
        expect(mask).toHaveLength(rows.windows * columns.windows * places * places);
        const origin = (index: number, place: number): [number, number] => [
          (Math.floor(index / columns.windows) * window[0] + Math.floor(place / window[1]) + shift[0]) %
            grid[0],
          ((index % columns.windows) * window[1] + (place % window[1]) + shift[1]) % grid[1],
        ];
        for (const [at, value] of mask.entries()) {
          const index = Math.floor(at / places ** 2);
          const a = origin(index, Math.floor(at / places) % places);
          const b = origin(index, at % places);
          const isNear = Math.abs(a[0] - b[0]) < window[0] && Math.abs(a[1] - b[1]) < window[1];
          expect(value).toBe(isNear ? 0 : -100);
        }
      }),
      { numRuns: 30 },
    );
  });
});
