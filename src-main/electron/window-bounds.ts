import { z } from 'zod';

/** Screen coordinates in pixels that do not depend on the display's scale. */
const Rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Rectangle = z.infer<typeof Rectangle>;

/** Where the window was when it was last closed. */
export const WindowState = z.object({ bounds: Rectangle, maximized: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

export const DEFAULT_SIZE = { width: 1280, height: 860 };
export const MINIMUM_SIZE = { width: 900, height: 600 };

/** How much of the window must lie on a display, in both directions, for the user to get hold of it. */
const REACHABLE = 120;

/**
 * The bounds to open with: the last ones where enough of them lies on a display that is still there (`workAreas`), else only their size,
 * which lets the system place the window.
 */
export function restoredBounds(
  last: WindowState | null,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  if (last === null) return DEFAULT_SIZE;
  const { bounds } = last;
  const size = {
    width: Math.max(bounds.width, MINIMUM_SIZE.width),
    height: Math.max(bounds.height, MINIMUM_SIZE.height),
  };
  const reachable = workAreas.some(
    (area) =>
      overlap(bounds.x, bounds.width, area.x, area.width) >= REACHABLE &&
      overlap(bounds.y, bounds.height, area.y, area.height) >= REACHABLE,
  );
  return reachable ? { ...size, x: bounds.x, y: bounds.y } : size;
}

function overlap(startA: number, lengthA: number, startB: number, lengthB: number): number {
  return Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB);
}
