import type { Tensor, Variable } from '@tensorflow/tfjs-node-gpu';
import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import type { TensorFlow } from '../tensorflow/load-tensorflow.ts';

export type Tf = TensorFlow['tf'];

/** What layers need beside their inputs. */
export interface EagerContext {
  readonly tf: Tf;
  /** A variable by its name in `netVariables`. */
  readonly variable: (name: string) => Variable;
  /** Whether batch normalisation goes by the batch, and moves its averages. */
  readonly training: boolean;
  /** Name of the layer whose softmax is left to the loss. */
  readonly logits: string;
  /** A tensor of uniform numbers from 0 to 1 where this forward pass drops values, else null; the same for the same step and layer. */
  readonly uniform: ((shape: readonly number[], layer: string) => Tensor) | null;
}

/** What a layer gives. */
export interface EagerOutput {
  /** [batch, …output shape]; logits where the layer ends in a softmax over the classes. */
  readonly output: Tensor;
  /** Before the activation. */
  readonly linear: Tensor;
}

/** The shape of a layer's output with as many pictures as `x` has. */
export function batched(x: Tensor, { output }: TracedLayer): number[] {
  return [x.shape[0] ?? 0, ...output];
}
