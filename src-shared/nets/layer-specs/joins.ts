import { z } from 'zod';
import { base, HiddenActivation } from './common.ts';

/** The sum of two or more inputs of one shape, then `activation`. */
export const add = z.strictObject({
  type: z.literal('add'),
  ...base,
  activation: HiddenActivation.optional(),
});

/** The product of two inputs, element by element. The second may have size 1 where the first has more, and then counts for all of that axis (squeeze and excitation). */
export const multiply = z.strictObject({ type: z.literal('multiply'), ...base });

/** Two or more inputs behind one another along `axis`, which is counted without the batch: 0 is the first, −1 the last. */
export const concatenate = z.strictObject({ type: z.literal('concatenate'), ...base, axis: z.int() });

/** Matrix products over the last two axes of two inputs, `[…, n, k]` times `[…, k, m]`, each transposed first where its flag says so; times `scale` (attention: 1 / √d). */
export const matmul = z.strictObject({
  type: z.literal('matmul'),
  ...base,
  transposeA: z.boolean().optional(),
  transposeB: z.boolean().optional(),
  scale: z.number().positive().optional(),
});
