import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { elementsOf } from '../../../../src-shared/nets/net-spec.ts';
import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { batched, type EagerContext, type EagerOutput } from '../eager-layer.ts';
import { activate } from './activation.ts';
import { drop } from './dropping.ts';

/** The last axis times a kernel [in, out], bias, activation, dropout. The last layer's softmax is left to the loss. */
export function applyDense(context: EagerContext, traced: TracedOf<'dense'>, x: Tensor): EagerOutput {
  const { tf, variable } = context;
  const { layer, input } = traced;
  const rows = x.reshape([-1, input.at(-1) ?? 1]);
  const product = tf.matMul(rows, variable(`${layer.name}/kernel`)).reshape(batched(x, traced));
  const linear = layer.bias === false ? product : product.add(variable(`${layer.name}/bias`));
  const activated = layer.name === context.logits ? linear : activate(tf, layer.activation, linear);
  return { linear, output: drop(context, layer.name, layer.dropout ?? 0, activated, activated.shape) };
}

/** Products of matrices, all leading axes taken as one. */
export function applyMatmul({ tf }: EagerContext, traced: TracedOf<'matmul'>, a: Tensor, b: Tensor): Tensor {
  const { transposeA, transposeB, scale = 1 } = traced.layer;
  const matrices = (x: Tensor): Tensor => x.reshape([elementsOf(x.shape.slice(0, -2)), ...x.shape.slice(-2)]);
  return tf.matMul(matrices(a), matrices(b), transposeA, transposeB).mul(scale).reshape(batched(a, traced));
}
