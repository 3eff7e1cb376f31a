import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SIZE, MINIMUM_SIZE, restoredBounds } from '../../../src-main/electron/window-bounds.ts';

const display = { x: 0, y: 0, width: 1920, height: 1040 };

describe('the bounds a window opens with', () => {
  it('are the default size at the first start', () => {
    expect(restoredBounds(null, [display])).toEqual(DEFAULT_SIZE);
  });

  it('are the last ones where their display is still there', () => {
    const bounds = { x: 40, y: 60, width: 1400, height: 900 };
    expect(restoredBounds({ bounds, maximized: false }, [display])).toEqual(bounds);
  });

  it('keep only their size when the display was unplugged', () => {
    const bounds = { x: 2500, y: 60, width: 1400, height: 900 };
    expect(restoredBounds({ bounds, maximized: false }, [display])).toEqual({ width: 1400, height: 900 });
  });

  it('are never smaller than the page can be, and are always within reach', () => {
    const rectangle = fc.record({
      x: fc.integer({ min: -5000, max: 5000 }),
      y: fc.integer({ min: -5000, max: 5000 }),
      width: fc.integer({ min: 1, max: 4000 }),
      height: fc.integer({ min: 1, max: 4000 }),
    });
    fc.assert(
      fc.property(rectangle, (bounds) => {
        const opened = restoredBounds({ bounds, maximized: false }, [display]);
        expect(opened.width).toBeGreaterThanOrEqual(MINIMUM_SIZE.width);
        expect(opened.height).toBeGreaterThanOrEqual(MINIMUM_SIZE.height);
        if (opened.x !== undefined) expect(opened.x).toBeLessThan(display.width);
        if (opened.y !== undefined) expect(opened.y).toBeLessThan(display.height);
      }),
    );
  });
});
