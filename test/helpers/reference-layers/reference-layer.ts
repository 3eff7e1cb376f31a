import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import type { Array64 } from './array.ts';
import { activation } from './element-wise.ts';
import { add, concatenate, dense, matmul, spread } from './joins.ts';
import { classToken, relativePositionBias, windowMask } from './learned-tensors.ts';
import { batchNorm, layerNorm, lrn } from './normalisation.ts';
import { roll, slice, transpose } from './rearranging.ts';
import { conv, depthwiseConv, globalPool, pool } from './windows.ts';

/**
 * What a layer gives for [batch, …] inputs, in float64 by plain loops; batch normalisation as in training, and nothing is dropped. `variable` gives a
 * variable by the second part of its name.
 */
export function referenceLayer(
  traced: TracedLayer,
  inputs: readonly Array64[],
  variable: (name: string) => Array64,
): Array64 {
  const [input, second] = inputs;
  if (!input) throw new Error('A layer needs an input');
  const plus = (a: Array64, b: Array64): Array64 => spread(a, b, (x, y) => x + y);
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv': {
      const { layer } = traced;
      const product =
        traced.type === 'conv'
          ? conv(traced, input, variable('kernel'))
          : depthwiseConv(traced, input, variable('kernel'));
      return activation(layer.activation, layer.bias ? plus(product, variable('bias')) : product);
    }
    case 'dense': {
      const { layer } = traced;
      const product = dense(layer, input, variable('kernel'));
      return activation(layer.activation, layer.bias === false ? product : plus(product, variable('bias')));
    }
    case 'max-pool':
    case 'average-pool':
    case 'min-pool':
      return pool(traced, input);
    case 'global-pool':
      return globalPool(traced, input);
    case 'batch-norm':
      return activation(
        traced.layer.activation,
        batchNorm(traced.layer, input, variable('gamma'), variable('beta')),
      );
    case 'layer-norm':
      return layerNorm(traced.layer, input, variable('gamma'), variable('beta'));
    case 'lrn':
      return lrn(traced.layer, input);
    case 'activation':
      return activation(traced.layer.activation, input);
    case 'dropout':
    case 'stochastic-depth':
      return input;
    case 'learned-add':
      return plus(input, variable('embedding'));
    case 'class-token':
      return classToken(input, variable('embedding'));
    case 'relative-position-bias':
      return relativePositionBias(traced.layer, input, variable('embedding'));
    case 'window-mask':
      return windowMask(traced.layer, input);
    case 'add':
      return activation(traced.layer.activation, add(inputs));
    case 'multiply':
      return spread(input, second ?? input, (a, b) => a * b);
    case 'concatenate':
      return concatenate(traced, inputs);
    case 'matmul':
      return matmul(traced, input, second ?? input);
    case 'flatten':
    case 'reshape':
      return { shape: [input.shape[0] ?? 0, ...traced.output], data: input.data };
    case 'transpose':
      return transpose(traced.layer, input);
    case 'slice':
      return slice(traced.layer, input);
    case 'roll':
      return roll(traced.layer, input);
  }
}
