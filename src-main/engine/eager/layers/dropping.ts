import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { EagerContext } from '../eager-layer.ts';

/**
 * Multiplies by 0 with probability `rate` and by 1 / (1 − rate) otherwise, where this forward pass drops; one number for each element of `shape`, which is that of
 * the value or has 1s where a number counts for all of an axis.
 */
export function drop(
  { uniform }: EagerContext,
  layer: string,
  rate: number,
  value: Tensor,
  shape: readonly number[],
): Tensor {
  if (!uniform || rate === 0) return value;
  const kept = uniform(shape, layer).greaterEqual(rate).cast('float32');
  return value.mul(kept.div(1 - rate));
}

/** The shape of one number a picture. */
export function perPicture(x: Tensor): number[] {
  return x.shape.map((size, axis) => (axis === 0 ? size : 1));
}
