import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import { batched, type EagerContext, type EagerOutput } from './eager-layer.ts';
import { activate } from './layers/activation.ts';
import { applyClassToken, applyRelativePositionBias, applyWindowMask } from './layers/attention.ts';
import { drop, perPicture } from './layers/dropping.ts';
import { applyBatchNorm, applyLayerNorm, applyLrn } from './layers/normalisation.ts';
import { applyDense, applyMatmul } from './layers/products.ts';
import { applyRoll, applySlice, withBatch } from './layers/rearranging.ts';
import { applyConv, applyGlobalPool, applyPool } from './layers/windows.ts';

/** Applies any layer to what it reads, by plain tfjs operations that tfjs can differentiate. */
export function applyLayer(
  context: EagerContext,
  traced: TracedLayer,
  inputs: readonly Tensor[],
): EagerOutput {
  const { tf } = context;
  const [x, second] = inputs;
  if (!x) throw new Error(`Layer ${traced.layer.name} reads nothing`);
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
      return applyConv(context, traced, x);
    case 'batch-norm':
      return applyBatchNorm(context, traced, x);
    case 'dense':
      return applyDense(context, traced, x);
    case 'add': {
      const linear = tf.addN([...inputs]);
      return { linear, output: activate(tf, traced.layer.activation, linear) };
    }
    default: {
      const output = applyPlain(context, traced, x, second ?? x, inputs);
      return { linear: output, output };
    }
  }
}

type PlainLayer = Exclude<TracedLayer, { type: 'conv' | 'depthwise-conv' | 'batch-norm' | 'dense' | 'add' }>;

/** Layers without an activation of their own. */
function applyPlain(
  context: EagerContext,
  traced: PlainLayer,
  x: Tensor,
  second: Tensor,
  inputs: readonly Tensor[],
): Tensor {
  const { tf, variable } = context;
  switch (traced.type) {
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return applyPool(context, traced, x);
    case 'global-pool':
      return applyGlobalPool(context, traced, x);
    case 'layer-norm':
      return applyLayerNorm(context, traced, x);
    case 'lrn':
      return applyLrn(context, traced, x);
    case 'activation':
      return activate(tf, traced.layer.activation, x);
    case 'dropout':
      return drop(context, traced.layer.name, traced.layer.rate, x, x.shape);
    case 'stochastic-depth':
      return drop(context, traced.layer.name, traced.layer.rate, x, perPicture(x));
    case 'learned-add':
      return x.add(variable(`${traced.layer.name}/embedding`));
    case 'class-token':
      return applyClassToken(context, traced, x);
    case 'relative-position-bias':
      return applyRelativePositionBias(context, traced, x);
    case 'window-mask':
      return applyWindowMask(context, traced, x);
    case 'multiply':
      return x.mul(second);
    case 'concatenate':
      return tf.concat([...inputs], withBatch(traced.layer.axis, x));
    case 'matmul':
      return applyMatmul(context, traced, x, second);
    case 'flatten':
    case 'reshape':
      return x.reshape(batched(x, traced));
    case 'transpose':
      return x.transpose([0, ...traced.layer.permutation.map((axis) => axis + 1)]);
    case 'slice':
      return applySlice(context, traced, x);
    case 'roll':
      return applyRoll(context, traced, x);
  }
}
