import { z } from 'zod';

const count = z.number().int().nonnegative();
const pair = z.tuple([z.number().int(), z.number().int()]);
/** Null stands for a value that is not a number or infinite, as weights become when training diverges. */
const value = z.number().nullable();

/** A rectangle of a picture or feature map; may lie partly outside of it where it comes from padding. */
export const Area = z.object({
  top: z.number().int(),
  left: z.number().int(),
  height: count,
  width: count,
});
export type Area = z.infer<typeof Area>;

/** A layer of the network under inspection: a row of `NetSummary`, with what the inspector can do with it. */
export const NetworkLayer = z.object({
  name: z.string(),
  /** Keras' class: `Conv2D`. */
  type: z.string(),
  /** Names of the layers that it reads; `picture`: the network's input. */
  sources: z.array(z.string()),
  output: z.array(count),
  params: count,
  formula: z.string(),
  outputFormula: z.string(),
  multiplyAdds: count,
  activationBytes: count,
  receptiveField: z.object({ size: pair, jump: pair, start: pair }),
  /** Whether `filters` has kernels of it (a convolution), and whether it has units for `selectivity`, `findTopPictures` and `ascend`. */
  hasFilters: z.boolean(),
  hasUnits: z.boolean(),
});
export type NetworkLayer = z.infer<typeof NetworkLayer>;

/** What a layer gave for a picture. A vector counts as `channels` maps of 1 × 1, tokens as a map of tokens × 1; other shapes as one map. */
export const LayerActivations = z.object({
  layer: z.string(),
  channels: count,
  height: count,
  width: count,
  lowest: value,
  highest: value,
  mean: value,
  /** Share of values that are exactly zero, 0..1. */
  zeros: z.number(),
  /** How many are not a number or infinite. */
  broken: count,
});
export type LayerActivations = z.infer<typeof LayerActivations>;

/** How a value came about from what the layer read. Arrays are row-major. */
export const CellNumbers = z.discriminatedUnion('kind', [
  /**
   * Σ patch · kernel + bias, then the activation. Patch and kernel have shape [height, width, channels]; outside of the layer's input the patch is 0. They are null
   * where there are more than 16,384 of them.
   */
  z.object({
    kind: z.literal('product'),
    shape: z.tuple([count, count, count]),
    patch: z.array(value).nullable(),
    kernel: z.array(value).nullable(),
    bias: value,
    sum: value,
    activation: z.string().nullable(),
  }),
  /** The largest, smallest or mean of the patch [height, width]; null lies outside of the input and does not count, or is not a number. */
  z.object({
    kind: z.literal('pool'),
    mode: z.enum(['max', 'average', 'min']),
    shape: z.tuple([count, count]),
    patch: z.array(value),
  }),
  /** (input − mean) / √(variance + epsilon) · gamma + beta, then the activation. */
  z.object({
    kind: z.literal('normalisation'),
    input: value,
    mean: value,
    variance: value,
    epsilon: z.number(),
    gamma: value,
    beta: value,
    sum: value,
    activation: z.string().nullable(),
  }),
  /** Of other layers only the result is shown. */
  z.object({ kind: z.literal('other') }),
]);
export type CellNumbers = z.infer<typeof CellNumbers>;

/** The numbers behind one value of an activation. */
export const Cell = z.object({
  /** What the network gave, float32. */
  value,
  /** The pixels of the record (256 × 256) that it depends on. */
  receptiveField: Area,
  /** The layer that it reads, and where on that one's map. */
  source: z.string(),
  window: Area,
  numbers: CellNumbers,
});
export type Cell = z.infer<typeof Cell>;

/** A unit (channel) over a split, by its highest value on each picture. */
export const UnitFigures = z.object({
  unit: count,
  highest: value,
  /** Share of the pictures on which it is above zero; 0: dead. */
  active: z.number(),
  /** The class with the highest mean, and (that mean − mean of the others') / (their sum), 0..1 (Morcos et al. 2018, section 2.3); null where nothing is above zero. */
  class: z.object({ index: count, selectivity: z.number() }).nullable(),
});
export type UnitFigures = z.infer<typeof UnitFigures>;

/**
 * All but `occlusion` give a map of the network's input.
 *
 * - `grad-cam` (Selvaraju et al. 2017): a layer's maps weighed by their mean gradients, ≥ 0, scaled up.
 * - `guided-grad-cam`: that times the gradient of guided backpropagation.
 * - `integrated-gradients` (Sundararajan et al. 2017): of the logit, from the mean picture, in 48 steps.
 * - `smooth-grad` (Smilkov et al. 2017): the mean gradient over 24 noisy copies; its map sums absolute values over the colours.
 * - `occlusion` (Zeiler and Fergus 2014, section 4.2): by how much the probability falls when a grey square covers each of 15 × 15 places: a map of [15, 15].
 *
 * Where the method has colours, `map` is the sum over them.
 */
export const ExplainMethod = z.enum([
  'grad-cam',
  'guided-grad-cam',
  'integrated-gradients',
  'smooth-grad',
  'occlusion',
]);
export type ExplainMethod = z.infer<typeof ExplainMethod>;

/** Gradient ascent: how many steps, where the noise begins, and whether the unit in the middle of the map counts or the mean of its channel. */
export const AscentOptions = z.object({
  steps: z.number().int().min(1).max(1000).default(128),
  seed: count.default(1),
  target: z.enum(['middle', 'channel']).default('middle'),
});
export type AscentOptions = z.infer<typeof AscentOptions>;

/** How many values are how large. */
export const Distribution = z.object({
  /** Counts of equal bins from `lowest` to `highest`. */
  histogram: z.array(count),
  lowest: value,
  highest: value,
  mean: value,
  deviation: value,
  /** Share of values that are exactly zero. */
  zeros: z.number(),
});
export type Distribution = z.infer<typeof Distribution>;

/** A kernel at the end of an epoch. */
export const KernelStatistics = Distribution.extend({
  layer: z.string(),
  /** Euclidean length of the epoch's last update over that of the kernel before it (about 0.001 is healthy); null: not known. */
  updateRatio: value,
  /** Largest singular value of the kernel as a matrix [height × width × channels, filters] (Miyato et al. 2018, section 2.1); null: not known. */
  spectralNorm: value.default(null),
});
export type KernelStatistics = z.infer<typeof KernelStatistics>;

/** What a layer with an activation gave at the end of an epoch, on a few pictures that are the same each time. */
export const ActivationStatistics = Distribution.extend({
  layer: z.string(),
  /** Share of its units that were zero everywhere on all of these pictures: dead, where it is a ReLU. */
  dead: z.number(),
  /** Share of the outputs where tanh or sigmoid is within 0.01 of its ends, so that hardly a gradient goes through; null for other activations. */
  saturated: value.default(null),
});
export type ActivationStatistics = z.infer<typeof ActivationStatistics>;

/** The gradient of the epoch's last step by a kernel, before clipping and decay. */
export const GradientStatistics = Distribution.extend({ layer: z.string() });
export type GradientStatistics = z.infer<typeof GradientStatistics>;

export const EpochStatistics = z.object({
  epoch: count,
  kernels: z.array(KernelStatistics),
  /** Empty of runs that are older than this. */
  gradients: z.array(GradientStatistics).default([]),
  activations: z.array(ActivationStatistics),
});
export type EpochStatistics = z.infer<typeof EpochStatistics>;
