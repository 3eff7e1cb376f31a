import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { HiddenActivation } from '../../../../src-shared/nets/layer-specs/common.ts';
import type { Tf } from '../eager-layer.ts';

/** Applies an activation, softmax over the last axis; none leaves the value as it is. */
export function activate(
  tf: Tf,
  activation: HiddenActivation | 'softmax' | 'linear' | undefined,
  x: Tensor,
): Tensor {
  switch (activation) {
    case 'relu':
      return x.relu();
    case 'tanh':
      return x.tanh();
    case 'sigmoid':
      return x.sigmoid();
    case 'gelu':
      return tf.erf(x.div(Math.SQRT2)).add(1).mul(x).mul(0.5);
    case 'swish':
      return x.mul(x.sigmoid());
    case 'softmax':
      return x.softmax();
    case 'linear':
    case undefined:
      return x;
  }
}
