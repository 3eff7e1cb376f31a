import { z } from 'zod';
import { base, pair } from './common.ts';

/**
 * Adds a learned number for each head and each displacement between two places of a window to scores of attention
 * `[…, heads, n, n]`, n = height · width of `window` (Swin, equation 4). The table is `[(2 · height − 1) · (2 · width − 1), heads]`;
 * `relativePositions` says which row counts for which pair of places.
 */
export const relativePositionBias = z.strictObject({
  type: z.literal('relative-position-bias'),
  ...base,
  window: pair,
});

/**
 * Adds −100 to the scores `[windows, heads, n, n]` between places that only the cyclic shift has brought into one window (Swin, section 3.2). `grid` is the
 * feature map that was shifted by `shift` and cut into windows of `window`, all `[height, width]`; `windowMask` makes the numbers.
 */
export const windowMask = z.strictObject({
  type: z.literal('window-mask'),
  ...base,
  grid: pair,
  window: pair,
  shift: z.tuple([z.int().nonnegative(), z.int().nonnegative()]).readonly(),
});
