import { z } from 'zod';

const positiveInteger = z.int().positive();
const pair = z.tuple([positiveInteger, positiveInteger]).readonly();
const rate = z.number().min(0).lt(1);

/** Keras' two paddings (deck, "Padding"): `valid` adds nothing, `same` adds zeros so that stride 1 keeps the size. */
export const Padding = z.enum(['valid', 'same']);
export type Padding = z.infer<typeof Padding>;

/** Unique in its network, in Keras' manner: `conv2d`, `conv2d_1`, `dense`. It is the first part of every variable's name. */
const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'a layer name is lower case letters, digits and underscores');

const hiddenActivation = z.enum(['relu', 'tanh', 'sigmoid']);

/** Kernel, stride and pool sizes are `[height, width]`. `activation` comes after the bias; without it the output is linear. */
const conv = z.object({
  type: z.literal('conv'),
  name,
  filters: positiveInteger,
  kernel: pair,
  stride: pair,
  padding: Padding,
  activation: hiddenActivation.optional(),
  bias: z.boolean(),
});

/**
 * Normalises each channel over batch, height and width, scales by gamma and shifts by beta, then applies `activation`.
 * `momentum` in Keras' sense: moving = momentum · moving + (1 − momentum) · batch.
 */
const batchNorm = z.object({
  type: z.literal('batch-norm'),
  name,
  epsilon: z.number().positive(),
  momentum: rate,
  activation: hiddenActivation.optional(),
});

/** `same` pads with minus infinity, as Keras does, so that padding never wins. */
const maxPool = z.object({ type: z.literal('max-pool'), name, size: pair, stride: pair, padding: Padding });

/** `[height, width, channels]` to `[height · width · channels]`, in row-major order. */
const flatten = z.object({ type: z.literal('flatten'), name });

/** Zeroes each element with probability `rate` while training and scales the others by 1 / (1 − rate). */
const dropout = z.object({ type: z.literal('dropout'), name, rate });

/**
 * Always with a bias. `dropout` is the rate after the activation when the recipe trains with dropout; it is a field and
 * not a layer, because the deck's table has no rows for it and a recipe may switch it off.
 */
const dense = z.object({
  type: z.literal('dense'),
  name,
  units: positiveInteger,
  activation: z.enum(['relu', 'softmax', 'tanh', 'sigmoid', 'linear']),
  dropout: rate.optional(),
});

/**
 * One layer of a network, as data. A network is a list of these and each layer reads the one before it, the first one
 * the picture. Networks with branches will add an optional `inputs` (names of earlier layers; absent: the one before)
 * to every member, and layers that join (`add`, `concatenate`); the list then is the graph in topological order.
 */
export const LayerSpec = z.discriminatedUnion('type', [conv, batchNorm, maxPool, flatten, dropout, dense]);
export type LayerSpec = z.infer<typeof LayerSpec>;
export type LayerType = LayerSpec['type'];

/** One member of the union: `LayerOf<'conv'>`. */
export type LayerOf<T extends LayerType> = Extract<LayerSpec, { type: T }>;

/** A layer before `nameLayers` has named it. */
export type UnnamedLayer = LayerSpec extends infer L
  ? L extends LayerSpec
    ? Omit<L, 'name'>
    : never
  : never;
