import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import type { EagerContext, EagerOutput } from '../eager-layer.ts';
import { activate } from './activation.ts';
import { fourAxes } from './windows.ts';

/** By the batch in training, where it moves the averages as Keras does, and by the averages otherwise. */
export function applyBatchNorm(
  { tf, variable, training }: EagerContext,
  { layer }: TracedOf<'batch-norm'>,
  x: Tensor,
): EagerOutput {
  const own = (name: string) => variable(`${layer.name}/${name}`);
  const average = { mean: own('moving_mean'), variance: own('moving_variance') };
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const { mean, variance } = training ? tf.moments(x, axes) : average;
  if (training) {
    const { momentum } = layer;
    average.mean.assign(average.mean.mul(momentum).add(mean.mul(1 - momentum)));
    average.variance.assign(average.variance.mul(momentum).add(variance.mul(1 - momentum)));
  }
  const normalised = x.sub(mean).div(variance.add(layer.epsilon).sqrt());
  const linear = normalised.mul(own('gamma')).add(own('beta'));
  return { linear, output: activate(tf, layer.activation, linear) };
}

export function applyLayerNorm(
  { tf, variable }: EagerContext,
  { layer }: TracedOf<'layer-norm'>,
  x: Tensor,
): Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  const normalised = x.sub(mean).div(variance.add(layer.epsilon).sqrt());
  return normalised.mul(variable(`${layer.name}/gamma`)).add(variable(`${layer.name}/beta`));
}

export function applyLrn({ tf }: EagerContext, { layer }: TracedOf<'lrn'>, x: Tensor): Tensor {
  return tf.localResponseNormalization(fourAxes(x), layer.radius, layer.bias, layer.alpha, layer.beta);
}
