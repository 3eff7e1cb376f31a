import type { TensorShape } from '../net-spec.ts';

/** What a Keras layer may be configured with; it is JSON, and it is Python once `null` and the lists are written Python's way. */
export type KerasValue = number | string | boolean | null | readonly KerasValue[];

/** A layer of a functional Keras model. */
export interface KerasLayer {
  /** Keras' class, or one of `CUSTOM_LAYERS`. */
  readonly className: string;
  readonly name: string;
  /** Arguments of the class by name, as its `get_config` has them. Those that have Keras' default are left out. */
  readonly config: Readonly<Record<string, KerasValue>>;
  /** Names of the layers that it reads; `picture` is the network's input. */
  readonly inputs: readonly string[];
  /** Without the batch. */
  readonly output: TensorShape;
}

/** Mean and deviation of each channel by which a network's pictures are normalised: (x − mean) / deviation, x from 0 to 255. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Layers that Keras does not have. The generated source defines them; a file that uses them needs that source beside it. */
export const CUSTOM_LAYERS = [
  'LocalResponseNormalization',
  'PositionEmbedding',
  'ClassToken',
  'RelativePositionBias',
  'WindowMask',
  'Matmul',
  'Slice',
  'Roll',
] as const;
export type CustomLayer = (typeof CUSTOM_LAYERS)[number];

/** The package under which the generated source registers its own layers, so that Keras finds them when it loads a file. */
export const CUSTOM_PACKAGE = 'alexnet_studio';

export function isCustomLayer(className: string): className is CustomLayer {
  return (CUSTOM_LAYERS as readonly string[]).includes(className);
}
