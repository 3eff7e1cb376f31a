import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { relativePositions, windowMask } from '../../../../src-shared/nets/attention-windows.ts';
import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import type { EagerContext } from '../eager-layer.ts';

/** Puts the learned token in front of each picture's. */
export function applyClassToken(
  { tf, variable }: EagerContext,
  { layer, input }: TracedOf<'class-token'>,
  x: Tensor,
): Tensor {
  const tokens = tf.zeros([x.shape[0] ?? 0, 1, input.at(-1) ?? 1]).add(variable(`${layer.name}/embedding`));
  return tf.concat([tokens, x], 1);
}

/** Adds to each score what the table has for the displacement of its two places. */
export function applyRelativePositionBias(
  { tf, variable }: EagerContext,
  { layer, input }: TracedOf<'relative-position-bias'>,
  x: Tensor,
): Tensor {
  const [heads = 1, rows = 1, columns = 1] = input.slice(-3);
  const positions = tf.tensor1d(relativePositions(layer.window), 'int32');
  const table = tf.gather(variable(`${layer.name}/embedding`), positions);
  return x.add(table.transpose().reshape([heads, rows, columns]));
}

export function applyWindowMask(
  { tf }: EagerContext,
  { layer, input }: TracedOf<'window-mask'>,
  x: Tensor,
): Tensor {
  const [windows = 1, , rows = 1, columns = 1] = input;
  const mask = windowMask(layer.grid, layer.window, layer.shift);
  return x.add(tf.tensor(mask, [windows, 1, rows, columns]));
}
