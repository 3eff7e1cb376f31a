import type { Precision, Recipe } from '../../src-shared/recipe.ts';
import type { SessionVariable } from './session-variables.ts';

/** Pictures as they go into a network. The arrays are lent until the call returns. */
export interface Pictures {
  readonly count: number;
  /** uint8 [count, …`cropOf(input)`, 3]; `crops.ts` cuts them out of records. */
  readonly crops: Uint8Array;
}

/** Whole records and where bent views lie on them, for a session to interpolate. */
export interface BentPictures {
  readonly count: number;
  /** uint8 [count, 256, 256, 3] */
  readonly records: Uint8Array;
  /** float32 [count, 8]; `views.ts` makes them. */
  readonly transforms: Float32Array;
}

/** Pictures to learn from: bent ones where the recipe's augmentation interpolates. */
export type TrainingBatch = (Pictures | BentPictures) & {
  /** int32 [count] */
  readonly labels: Int32Array;
  readonly draws: Draws;
};

/** What augmentation drew for each picture of a batch, besides its view; `train/draws.ts` makes it. A session looks only at what its recipe uses. */
export interface Draws {
  /** float32 [count, 3]: steps along the colour axes. */
  readonly colour: Float32Array;
  /** float32 [count]: grey levels added. */
  readonly brightness: Float32Array;
  /** float32 [count]: what the distance from the mean picture is multiplied by. */
  readonly contrast: Float32Array;
  /** float32 [count, 4]: rows and columns of the network's input, [top, left, bottom, right), that are erased; [0, 0, 0, 0]: none. */
  readonly erased: Float32Array;
  /** int32 [count]: which picture of the batch is mixed in. */
  readonly partners: Int32Array;
  /** float32 [count]: share of the picture itself and of its label, 0.5 to 1. */
  readonly shares: Float32Array;
  /** float32 [count, 4]: as `erased`, what comes from the partner (cutmix). */
  readonly pasted: Float32Array;
}

/** Most values of a variable's gradient that a step gives: of larger ones evenly spaced values, which tell as much. */
export const MOST_VALUES = 2 ** 20;

/** Of a variable with `size` values every so manieth is looked at, so that at most `MOST_VALUES` are. */
export function watchedStride(size: number): number {
  return Math.max(1, Math.ceil(size / MOST_VALUES));
}

/** What one step of training came to. */
export interface TrainedStep {
  /** Mean cross-entropy of the batch before the update. */
  readonly loss: number;
  /** Top-1 of the pictures' own labels before the update. */
  readonly top1: number;
  /** Gradients of this step's mean loss by the variables that were asked for, as they are before clipping and decay; at most `MOST_VALUES` of each. */
  readonly gradients: readonly Float32Array[];
}

/** What the recipe decides about a session. */
export type SessionSettings = Pick<
  Recipe,
  | 'optimizer'
  | 'weightDecay'
  | 'clipNorm'
  | 'accumulation'
  | 'averaging'
  | 'augmentation'
  | 'dropout'
  | 'seed'
> & { readonly precision: Precision };

/**
 * A network with weights on a device: what training, evaluation and classification work with. All calls block the thread.
 * `graph/compiled-session.ts` runs it as one TensorFlow graph, `eager/eager-session.ts` op by op.
 */
export interface NetSession {
  /** What a checkpoint holds, in its order. */
  readonly variables: readonly SessionVariable[];
  /**
   * Learns from one batch; every `accumulation`th step updates the weights. `step` counts from 1 and seeds dropout. `watched`: trainable variables whose
   * gradients are wanted (default none).
   */
  trainStep(
    batch: TrainingBatch,
    learningRate: number,
    step: number,
    watched?: readonly string[],
  ): TrainedStep;
  /** float32 [count, classes], before the softmax; by the averages of the weights where the recipe keeps them. */
  logits(pictures: Pictures): Float32Array;
  /** What layers give in the forward pass that `logits` ends, float32 [count, …output shape] each. */
  activations(layers: readonly string[], pictures: Pictures): Float32Array[];
  /** Standard deviation of a layer's output before its activation, by the weights as they are. */
  spread(layer: string, pictures: Pictures): number;
  read(variable: string): Float32Array;
  /** Several at once, in their order: for a compiled session much quicker than one by one. */
  readAll(variables: readonly string[]): Float32Array[];
  /** Of each one every `watchedStride`th value, for figures on it. */
  readSome(variables: readonly string[]): Float32Array[];
  /** The array is lent until the session is next read or run. */
  write(variable: string, values: Float32Array): void;
  /** Sets all of a variable to one value. */
  fill(variable: string, value: number): void;
  /** Sets a kernel to normal values with mean 0; `salt` makes the layers differ. */
  draw(variable: string, deviation: number, salt: number): void;
  /** Multiplies a kernel. */
  rescale(variable: string, factor: number): void;
  /** Frees what the session holds on the device. */
  close(): void;
}
