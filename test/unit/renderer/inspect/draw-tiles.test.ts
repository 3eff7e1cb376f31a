import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourTable, NOT_A_NUMBER } from '../../../../src-renderer/screens/inspect/parts/colour-scale.ts';
import {
  mapPixels,
  tableFor,
  tileAt,
  tileGrid,
} from '../../../../src-renderer/screens/inspect/parts/draw-tiles.ts';

describe('a grid of tiles', () => {
  it('finds under the middle of each tile that tile, and the middle of its map', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 4, max: 60 }),
        fc.integer({ min: 1, max: 1200 }),
        fc.nat(),
        (count, tile, width, any) => {
          const grid = tileGrid(count, tile, 2, width);
          const index = any % count;
          const x = (index % grid.columns) * grid.pitch + tile / 2;
          const y = Math.floor(index / grid.columns) * grid.pitch + tile / 2;
          expect(tileAt(grid, { count, height: 9, width: 9 }, x, y)).toEqual({ index, row: 4, column: 4 });
        },
      ),
    );
  });

  it('is no wider than the room that there is, unless a single tile is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 60, max: 1200 }), (count, width) => {
        const { columns, rows, pitch } = tileGrid(count, 48, 2, width);
        expect(columns * pitch - 2).toBeLessThanOrEqual(width);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
      }),
    );
  });

  it('finds nothing between tiles and behind the last', () => {
    const grid = tileGrid(3, 10, 2, 24);
    const maps = { count: 3, height: 5, width: 5 };
    expect(tileAt(grid, maps, 11, 5)).toBeNull();
    expect(tileAt(grid, maps, 17, 17)).toBeNull();
    expect(tileAt(grid, maps, 5, 17)).toEqual({ index: 2, row: 2, column: 2 });
  });
});

describe('colours of bytes', () => {
  it('are strengths where nothing is negative', () => {
    const [strengths, table] = [colourTable('strength'), tableFor(0, 3)];
    expect([...table.subarray(3, 6)]).toEqual([...strengths.subarray(0, 3)]);
    expect([...table.subarray(765)]).toEqual([...strengths.subarray(765)]);
    expect(tableFor(null, null)).toEqual(table);
  });

  it('have one of their own for what is not a number', () => {
    expect([...tableFor(0, 3).subarray(0, 3)]).toEqual([...NOT_A_NUMBER]);
    expect([...tableFor(-1, 2).subarray(0, 3)]).toEqual([...NOT_A_NUMBER]);
  });

  it('have the middle of the signed scale at zero, whatever the limits', () => {
    const middle = [...colourTable('signed').subarray(128 * 3, 129 * 3)];
    const third = tableFor(-1, 2);
    expect([...third.subarray(86 * 3, 87 * 3)]).toEqual(middle);
    // 2 is as far as the scale goes; -1 half as far.
    expect([...third.subarray(255 * 3)]).toEqual([...colourTable('signed').subarray(255 * 3)]);
    expect([...third.subarray(3, 6)]).toEqual([...colourTable('signed').subarray(64 * 3, 65 * 3)]);
  });

  it('are put on each pixel of the map that is asked for', () => {
    const maps = { bytes: Uint8Array.of(0, 0, 0, 0, 255, 0, 0, 255), count: 2, height: 2, width: 2 };
    const table = colourTable('strength');
    const [low, high] = [
      [...table.subarray(0, 3), 255],
      [...table.subarray(765), 255],
    ];
    expect([...mapPixels(maps, 1, table)]).toEqual([...high, ...low, ...low, ...high]);
  });
});
