import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { PICTURE, type UnnamedLayer } from '../layer-spec.ts';
import type { TensorShape } from '../net-spec.ts';
import { CUSTOM_PACKAGE } from './keras-layer.ts';
import type { KerasNode } from './read-keras-model.ts';

/** Lists, numbers and words of a layer's configuration, each with Keras' default. */
const count = z.int().positive();
const pair = z.union([
  z.tuple([count, count]),
  z.tuple([count]).transform(([one]): [number, number] => [one, one]),
  count.transform((one): [number, number] => [one, one]),
]);
const counts = z.array(count).min(1);
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

const withoutLinear = <T extends string>(activation: T | 'linear') =>
  activation === 'linear' ? {} : { activation: activation as Exclude<T, 'linear'> };

/** What a layer of Keras is here; nothing where it leaves its input as it is. */
type Reader = (config: unknown, input: TensorShape, reads: string | undefined) => UnnamedLayer | undefined;

const read =
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
const axisWithoutBatch = (axis: number): number => {
  if (axis === 0) throw new AppError('unsupported', 'works on the batch');
  return axis < 0 ? axis : axis - 1;
};

const READERS: Readonly<Record<string, Reader>> = {
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

/** Layers of our own, by the names under which the generated source registers them. */
const OWN_READERS: Readonly<Record<string, Reader>> = {
  LocalResponseNormalization: read(
    z.object({
      radius: z.int().nonnegative(),
      bias: z.number(),
      alpha: z.number(),
      beta: z.number(),
    }),
    ({ radius, bias, alpha, beta }) => ({ type: 'lrn', radius, bias, alpha, beta }),
  ),
  PositionEmbedding: read(z.object({ shape: counts }), ({ shape }) => ({ type: 'learned-add', shape })),
  ClassToken: () => ({ type: 'class-token' }),
  RelativePositionBias: read(z.object({ window: z.tuple([count, count]) }), ({ window }) => ({
    type: 'relative-position-bias',
    window,
  })),
  WindowMask: read(
    z.object({
      grid: z.tuple([count, count]),
      window: z.tuple([count, count]),
      shift: z.tuple([z.int(), z.int()]),
    }),
    ({ grid, window, shift }) => ({ type: 'window-mask', grid, window, shift }),
  ),
  Matmul: read(
    z.object({
      transpose_a: z.boolean().default(false),
      transpose_b: z.boolean().default(false),
      scale: z.number().positive().default(1),
    }),
    ({ transpose_a, transpose_b, scale }) => ({
      type: 'matmul',
      ...(transpose_a && { transposeA: true }),
      ...(transpose_b && { transposeB: true }),
      ...(scale !== 1 && { scale }),
    }),
  ),
  Slice: read(
    z.object({ axis: z.int(), begin: z.int().nonnegative(), size: count }),
    ({ axis, begin, size }) => ({ type: 'slice', axis: axisWithoutBatch(axis), begin, size }),
  ),
  Roll: read(z.object({ shifts: z.array(z.int()), axes: counts }), ({ shifts, axes }) => ({
    type: 'roll',
    shifts,
    axes: axes.map(axisWithoutBatch),
  })),
};

/** What people may know a layer by. */
const ALIASES: Readonly<Record<string, string>> = {
  Convolution2D: 'Conv2D',
  MaxPool2D: 'MaxPooling2D',
  AvgPool2D: 'AveragePooling2D',
};

/**
 * A Keras layer as one of ours; nothing where it changes nothing, as the normalisation of the picture, which the program does by itself. `input` is the shape of what
 * it reads first. Throws `unsupported` naming the layer and what of it cannot be done here.
 */
export function layerOfNode(node: KerasNode, input: TensorShape): UnnamedLayer | undefined {
  const { className, name, config } = node;
  const isOwn = Object.hasOwn(OWN_READERS, className);
  const readers = isOwn ? OWN_READERS : READERS;
  const known = ALIASES[className] ?? className;
  const reader = Object.hasOwn(readers, known) ? readers[known] : undefined;
  if (!reader) {
    throw new AppError(
      'unsupported',
      `Layer ${name} is a ${className}, which networks here do not have. They can have ${Object.keys(READERS).join(', ')}.`,
    );
  }
  if (config['data_format'] === 'channels_first') {
    throw new AppError(
      'unsupported',
      `Layer ${name} has channels first: make the model with channels last, as is Keras' way.`,
    );
  }
  try {
    return reader(config, input, node.inputs[0]);
  } catch (error) {
    throw unsupportedSetting(node, isOwn, error);
  }
}

function unsupportedSetting({ name, className }: KerasNode, isOwn: boolean, error: unknown): unknown {
  if (error instanceof AppError)
    return new AppError('unsupported', `Layer ${name} (${className}) ${error.message}.`);
  if (!(error instanceof z.ZodError)) return error;
  const [issue] = error.issues;
  const own = isOwn ? `; only ${CUSTOM_PACKAGE}'s layer of this name is known` : '';
  return new AppError(
    'unsupported',
    `Layer ${name} (${className}) has a setting that networks here cannot have: ${issue?.path.join('.')} (${issue?.message})${own}.`,
  );
}

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
