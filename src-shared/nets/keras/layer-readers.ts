import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { PICTURE, type UnnamedLayer } from '../layer-spec.ts';
import type { TensorShape } from '../net-spec.ts';

/** A number of something: filters, elements. */
export const count = z.int().positive();
const pair = z.union([
  z.tuple([count, count]),
  z.tuple([count]).transform(([one]): [number, number] => [one, one]),
  count.transform((one): [number, number] => [one, one]),
]);
/** A shape. */
export const counts = z.array(count).min(1);
const padding = z.enum(['valid', 'same']).default('valid');
const dilation = pair.default([1, 1]);
const yes = z.literal(true).default(true);
const rate = z.number().min(0).lt(1);

/** A name, or in Keras 3 also an object around it. */
const activationName = z
  .union([z.string(), z.object({ config: z.string() }).transform(({ config }) => config)])
  .nullish()
  .transform((name) => (name === 'silu' ? 'swish' : (name ?? 'linear')));
const hidden = activationName.pipe(z.enum(['relu', 'tanh', 'sigmoid', 'gelu', 'swish', 'linear']));
const anyActivation = activationName.pipe(
  z.enum(['relu', 'tanh', 'sigmoid', 'gelu', 'swish', 'softmax', 'linear']),
);

/** Linear is what a layer of ours is without an activation. */
const withoutLinear = <T extends string>(activation: T | 'linear') =>
  // The comparison does not narrow a type parameter.
  activation === 'linear' ? {} : { activation: activation as Exclude<T, 'linear'> };

/** What a layer of Keras is here; nothing where it leaves its input as it is. */
export type Reader = (
  config: unknown,
  input: TensorShape,
  reads: string | undefined,
) => UnnamedLayer | undefined;

/** A reader that checks the settings by a schema first. Throws zod's error where one is not what networks here can have. */
export const read =
  <T>(schema: z.ZodType<T>, use: (config: T, input: TensorShape) => UnnamedLayer | undefined): Reader =>
  (config, input) =>
    use(schema.parse(config), input);

const convolution = z.object({
  filters: count,
  kernel_size: pair,
  strides: pair.default([1, 1]),
  padding,
  dilation_rate: dilation,
  groups: count.default(1),
  activation: hidden,
  use_bias: z.boolean().default(true),
});

const pool = z
  .object({ pool_size: pair.default([2, 2]), strides: pair.nullish(), padding })
  .transform(({ pool_size, strides, ...rest }) => ({
    size: pool_size,
    stride: strides ?? pool_size,
    padding: rest.padding,
  }));

const globalPool = (mode: 'average' | 'max'): Reader =>
  read(z.object({ keepdims: z.boolean().default(false) }), ({ keepdims }) => ({
    type: 'global-pool',
    mode,
    keepDims: keepdims,
  }));

const dilated = ([rows, columns]: readonly [number, number]) =>
  rows === 1 && columns === 1 ? {} : { dilation: [rows, columns] as const };

/** Axes are counted with the batch in Keras and without it here. */
export const axisWithoutBatch = (axis: number): number => {
  if (axis === 0) throw new AppError('unsupported', 'works on the batch');
  return axis < 0 ? axis : axis - 1;
};

/** Layers of Keras by their classes. */
export const READERS: Readonly<Record<string, Reader>> = {
  Conv2D: read(convolution, ({ filters, kernel_size, strides, groups, use_bias, ...rest }) => ({
    type: 'conv',
    filters,
    kernel: kernel_size,
    stride: strides,
    padding: rest.padding,
    ...dilated(rest.dilation_rate),
    ...(groups > 1 && { groups }),
    ...withoutLinear(rest.activation),
    bias: use_bias,
  })),
  DepthwiseConv2D: read(
    convolution.omit({ filters: true, groups: true }).extend({ depth_multiplier: count.default(1) }),
    ({ kernel_size, strides, depth_multiplier, use_bias, ...rest }) => ({
      type: 'depthwise-conv',
      kernel: kernel_size,
      stride: strides,
      padding: rest.padding,
      ...dilated(rest.dilation_rate),
      multiplier: depth_multiplier,
      ...withoutLinear(rest.activation),
      bias: use_bias,
    }),
  ),
  MaxPooling2D: read(pool, (window) => ({ type: 'max-pool', ...window })),
  AveragePooling2D: read(pool, (window) => ({ type: 'average-pool', ...window })),
  MinPooling2D: read(pool, (window) => ({ type: 'min-pool', ...window })),
  GlobalAveragePooling1D: globalPool('average'),
  GlobalAveragePooling2D: globalPool('average'),
  GlobalMaxPooling1D: globalPool('max'),
  GlobalMaxPooling2D: globalPool('max'),
  BatchNormalization: read(
    z.object({
      momentum: rate.default(0.99),
      epsilon: z.number().positive().default(1e-3),
      axis: z.union([z.int(), z.tuple([z.int()]).transform(([axis]) => axis)]).default(-1),
      center: yes,
      scale: yes,
    }),
    ({ momentum, epsilon, axis }, input) => {
      checkLast(axis, input);
      return { type: 'batch-norm', epsilon, momentum };
    },
  ),
  LayerNormalization: read(
    z.object({
      epsilon: z.number().positive().default(1e-3),
      axis: z.union([z.int(), z.tuple([z.int()]).transform(([axis]) => axis)]).default(-1),
      center: yes,
      scale: yes,
      rms_scaling: z.literal(false).nullish(),
    }),
    ({ epsilon, axis }, input) => {
      checkLast(axis, input);
      return { type: 'layer-norm', epsilon };
    },
  ),
  Activation: read(z.object({ activation: anyActivation }), ({ activation }) =>
    activation === 'linear' ? undefined : { type: 'activation', activation },
  ),
  ReLU: read(
    z.object({
      max_value: z.null().optional(),
      negative_slope: z.literal(0).nullish(),
      threshold: z.literal(0).nullish(),
    }),
    () => ({ type: 'activation', activation: 'relu' }),
  ),
  Softmax: read(z.object({ axis: z.literal(-1).default(-1) }), () => ({
    type: 'activation',
    activation: 'softmax',
  })),
  Dropout: read(z.object({ rate, noise_shape: z.array(z.int().nullable()).nullish() }), (config) => {
    if (!config.noise_shape) return { type: 'dropout', rate: config.rate };
    const [batch, ...others] = config.noise_shape;
    if ((batch ?? null) !== null || others.some((size) => size !== 1))
      throw new AppError('unsupported', `drops by the shape ${JSON.stringify(config.noise_shape)}`);
    return { type: 'stochastic-depth', rate: config.rate };
  }),
  Dense: read(
    z.object({ units: count, activation: anyActivation, use_bias: z.boolean().default(true) }),
    ({ units, activation, use_bias }) => ({
      type: 'dense',
      units,
      activation,
      ...(!use_bias && { bias: false }),
    }),
  ),
  // Keras leaves a vector as it is.
  Flatten: (_, input) => (input.length === 1 ? undefined : { type: 'flatten' }),
  Reshape: read(z.object({ target_shape: z.array(z.int()).min(1) }), ({ target_shape }, input) => ({
    type: 'reshape',
    shape: completed(target_shape, input),
  })),
  Permute: read(z.object({ dims: counts }), ({ dims }) => ({
    type: 'transpose',
    permutation: dims.map((axis) => axis - 1),
  })),
  Add: () => ({ type: 'add' }),
  Multiply: () => ({ type: 'multiply' }),
  Concatenate: read(z.object({ axis: z.int().default(-1) }), ({ axis }) => ({
    type: 'concatenate',
    axis: axisWithoutBatch(axis),
  })),
  Normalization: ofPicture,
  Rescaling: ofPicture,
};

/** The normalisation of the network's own input is left out: the program normalises by the training pictures. */
function ofPicture(_: unknown, __: TensorShape, reads: string | undefined): undefined {
  if (reads !== PICTURE) throw new AppError('unsupported', 'rescales something else than the picture itself');
}

function checkLast(axis: number, input: TensorShape): void {
  if (axis !== -1 && axis !== input.length)
    throw new AppError('unsupported', `normalises axis ${axis}, and only the last one can be`);
}

/** The shape with the number in place of −1 that keeps the number of elements. */
function completed(shape: readonly number[], input: TensorShape): number[] {
  const known = shape.filter((size) => size !== -1).reduce((a, b) => a * b, 1);
  const all = input.reduce((a, b) => a * b, 1);
  const open = shape.filter((size) => size === -1).length;
  if (open > 1 || shape.some((size) => size < -1 || size === 0) || (open === 1 && all % known !== 0))
    throw new AppError('unsupported', `reshapes ${JSON.stringify(input)} to ${JSON.stringify(shape)}`);
  return shape.map((size) => (size === -1 ? all / known : size));
}
