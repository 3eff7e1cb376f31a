import { z } from 'zod';
import { base, MOST_AXES, positiveInteger } from './common.ts';

const axis = z.int().nonnegative();

/** All axes but the batch into one, in row-major order. */
export const flatten = z.strictObject({ type: z.literal('flatten'), ...base });

/** The same values in row-major order under another shape (without the batch). */
export const reshape = z.strictObject({
  type: z.literal('reshape'),
  ...base,
  shape: z.array(positiveInteger).min(1).max(MOST_AXES).readonly(),
});

/** Axis i of the output is axis `permutation[i]` of the input; 0 is the first one behind the batch. */
export const transpose = z.strictObject({
  type: z.literal('transpose'),
  ...base,
  permutation: z.array(axis).min(1).max(MOST_AXES).readonly(),
});

/** `size` elements of `axis` (0 is the first one behind the batch, −1 the last), from element `begin` on. */
export const slice = z.strictObject({
  type: z.literal('slice'),
  ...base,
  axis: z.int(),
  begin: z.int().nonnegative(),
  size: positiveInteger,
});

/** Moves everything `shifts[i]` elements along `axes[i]`; what falls off at the end comes in at the start (Swin's cyclic shift). */
export const roll = z.strictObject({
  type: z.literal('roll'),
  ...base,
  shifts: z.array(z.int()).min(1).max(MOST_AXES).readonly(),
  axes: z.array(axis).min(1).max(MOST_AXES).readonly(),
});
