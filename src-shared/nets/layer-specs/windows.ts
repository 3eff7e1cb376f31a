import { z } from 'zod';
import { base, HiddenActivation, Padding, pair, positiveInteger } from './common.ts';

/**
 * Kernel, stride and dilation are `[height, width]`. A dilation of d leaves d − 1 elements out between two of the kernel's; it needs stride 1.
 * With `groups` g the channels fall into g equal parts, and each part of the filters sees one part of the input (paper, section 3.5):
 * the kernel is `[height, width, in / g, filters]`. `activation` comes after the bias; without it the output is linear.
 */
export const conv = z.strictObject({
  type: z.literal('conv'),
  ...base,
  filters: positiveInteger,
  kernel: pair,
  stride: pair,
  padding: Padding,
  dilation: pair.optional(),
  groups: positiveInteger.optional(),
  activation: HiddenActivation.optional(),
  bias: z.boolean(),
});

/** A convolution of each channel by itself, with `multiplier` filters a channel: kernel `[height, width, in, multiplier]`, in · multiplier channels out. */
export const depthwiseConv = z.strictObject({
  type: z.literal('depthwise-conv'),
  ...base,
  kernel: pair,
  stride: pair,
  padding: Padding,
  dilation: pair.optional(),
  multiplier: positiveInteger,
  activation: HiddenActivation.optional(),
  bias: z.boolean(),
});

const pool = { ...base, size: pair, stride: pair, padding: Padding };

/** `same` pads with minus infinity, as Keras does, so that padding never wins. */
export const maxPool = z.strictObject({ type: z.literal('max-pool'), ...pool });

/** The mean under the window; padding is not counted, as in Keras. */
export const averagePool = z.strictObject({ type: z.literal('average-pool'), ...pool });

/** The smallest value under the window (deck, "Pooling layer"): −max pooling(−x). */
export const minPool = z.strictObject({ type: z.literal('min-pool'), ...pool });

/** One value a channel: over height and width of a feature map, or over the tokens of `[tokens, channels]`. `keepDims` leaves axes of size 1 in their place. */
export const globalPool = z.strictObject({
  type: z.literal('global-pool'),
  ...base,
  mode: z.enum(['average', 'max']),
  keepDims: z.boolean(),
});
