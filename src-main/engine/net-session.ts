import type { Precision, Recipe } from '../../src-shared/recipe.ts';
import type { SessionVariable } from './graph/variables-graph.ts';

/** Pictures as they go into a network. The arrays are lent until the call returns. */
export interface Pictures {
  readonly count: number;
  /** uint8 [count, 256, 256, 3] */
  readonly records: Uint8Array;
  /** float32 [count, 8]; `views.ts` makes them. */
  readonly transforms: Float32Array;
}

/** Pictures to learn from. */
export interface TrainingBatch extends Pictures {
  /** int32 [count] */
  readonly labels: Int32Array;
}

/** What the recipe decides about a session. */
export type SessionSettings = Pick<Recipe, 'momentum' | 'weightDecay' | 'dropout' | 'seed'> & {
  readonly precision: Precision;
};

/**
 * A network with weights on a device: what training, evaluation and classification work with. All calls block the thread.
 * `graph/compiled-session.ts` runs it as one TensorFlow graph, `eager/eager-session.ts` op by op.
 */
export interface NetSession {
  /** What a checkpoint holds, in its order. */
  readonly variables: readonly SessionVariable[];
  /** One update by one batch. `step` counts from 1 and seeds dropout. Gives the batch's mean cross-entropy and top-1 before it. */
  trainStep(batch: TrainingBatch, learningRate: number, step: number): { loss: number; top1: number };
  /** float32 [count, classes], before the softmax. */
  logits(pictures: Pictures): Float32Array;
  /** Standard deviation of a layer's output before its activation. */
  spread(layer: string, pictures: Pictures): number;
  read(variable: string): Float32Array;
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
