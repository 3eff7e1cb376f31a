import { z } from 'zod';
import { base, HiddenActivation, MOST_AXES, positiveInteger, rate } from './common.ts';

/**
 * Works on the last axis: vectors, tokens and feature maps alike. `bias` is there unless it is false. `dropout` is the rate after the activation when the recipe
 * trains with dropout; it is a field and not a layer, because the deck's table has no rows for it and a recipe may switch it off.
 */
export const dense = z.strictObject({
  type: z.literal('dense'),
  ...base,
  units: positiveInteger,
  activation: z.enum([...HiddenActivation.options, 'softmax', 'linear']),
  bias: z.boolean().optional(),
  dropout: rate.optional(),
});

/** Adds a learned tensor of `shape` (as many axes as the input, size 1 where it counts for all of an axis): position embedding. */
export const learnedAdd = z.strictObject({
  type: z.literal('learned-add'),
  ...base,
  shape: z.array(positiveInteger).min(1).max(MOST_AXES).readonly(),
});

/** Puts a learned token in front of `[tokens, channels]`: `[tokens + 1, channels]` (ViT). */
export const classToken = z.strictObject({ type: z.literal('class-token'), ...base });
