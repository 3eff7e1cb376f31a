import { z } from 'zod';

export const positiveInteger = z.int().positive();
export const pair = z.tuple([positiveInteger, positiveInteger]).readonly();
/** Axes of a tensor, the batch not counted: more than any layer here makes, and few enough for TensorFlow. */
export const MOST_AXES = 7;
export const rate = z.number().min(0).lt(1);

/** Keras' two paddings (deck, "Padding"): `valid` adds nothing, `same` adds zeros so that stride 1 keeps the size. */
export const Padding = z.enum(['valid', 'same']);
export type Padding = z.infer<typeof Padding>;

/** What a layer may apply to its output. `gelu` is the exact form x · Φ(x) with the error function, `swish` is x · sigmoid(x). */
export const HiddenActivation = z.enum(['relu', 'tanh', 'sigmoid', 'gelu', 'swish']);
export type HiddenActivation = z.infer<typeof HiddenActivation>;

/** Unique in its network, in Keras' manner: `conv2d`, `conv2d_1`, `dense`. It is the first part of every variable's name. */
const name = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_]*$/, 'a layer name is lower case letters, digits and underscores');

/** What every layer has: its name, and the names of the earlier layers that it reads (`picture` is the network's input; absent: the layer before). */
export const base = { name, inputs: z.array(name).min(1).max(64).readonly().optional() };
