import { z } from 'zod';
import { base, HiddenActivation, rate } from './common.ts';

/** An activation by itself. `softmax` is over the last axis, as attention has it. */
export const activation = z.strictObject({
  type: z.literal('activation'),
  ...base,
  activation: z.enum([...HiddenActivation.options, 'softmax']),
});

/** Zeroes each element with probability `rate` while training and scales the others by 1 / (1 − rate). */
export const dropout = z.strictObject({ type: z.literal('dropout'), ...base, rate });

/** Zeroes all of a picture's values with probability `rate` while training and scales those of the others by 1 / (1 − rate) (Huang et al. 2016); it goes before the `add` of a residual. */
export const stochasticDepth = z.strictObject({ type: z.literal('stochastic-depth'), ...base, rate });
