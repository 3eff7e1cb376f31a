import { z } from 'zod';
import { base, HiddenActivation, rate } from './common.ts';

const epsilon = z.number().positive();

/**
 * Normalises each channel over batch, height and width, scales by gamma and shifts by beta, then applies `activation`.
 * `momentum` in Keras' sense: moving = momentum · moving + (1 − momentum) · batch.
 */
export const batchNorm = z.strictObject({
  type: z.literal('batch-norm'),
  ...base,
  epsilon,
  momentum: rate,
  activation: HiddenActivation.optional(),
});

/** Normalises over the last axis, each picture and token by itself, scales by gamma and shifts by beta, both `[channels]` (Ba et al. 2016). */
export const layerNorm = z.strictObject({ type: z.literal('layer-norm'), ...base, epsilon });

/**
 * Local response normalisation across channels: x / (bias + alpha · Σ x²)^beta, the sum over `radius` channels to either side (paper, section 3.3:
 * n = 5 is radius 2, k = 2 is the bias, alpha = 1e-4, beta = 0.75). As in TensorFlow, alpha is not divided by n.
 */
export const lrn = z.strictObject({
  type: z.literal('lrn'),
  ...base,
  radius: z.int().nonnegative(),
  bias: z.number().positive(),
  alpha: z.number().positive(),
  beta: z.number().positive(),
});
