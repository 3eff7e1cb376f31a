import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import type { Ref } from '../graph-builder.ts';
import { type Gradient, type LayerEmitter, readFloat } from '../layer-graph.ts';
import { layerNodes } from './layer-nodes.ts';

/**
 * Layer normalisation over the last axis (Ba et al. 2016, section 3): x̂ = (x − mean) / √(variance + epsilon), then gamma · x̂ + beta, in float32 whatever the
 * compute type. With h = gamma · g the gradient by x is (h − mean(h) − x̂ · mean(h · x̂)) / √(variance + epsilon).
 */
export const emitLayerNorm: LayerEmitter<TracedOf<'layer-norm'>> = (
  context,
  { layer, input: shape },
  input,
) => {
  const { toFloat, fromFloat } = layerNodes(context, layer.name);
  const nodes = layerNodes(context, layer.name, 'float32');
  const read = (variable: string): Ref => readFloat(context, `${layer.name}/${variable}`);
  const mean = (node: string, value: Ref): Ref => nodes.reduce('Mean', node, value, [-1], true);
  const multiply = (node: string, a: Ref, b: Ref): Ref => nodes.add('Mul', node, [a, b]);

  const value = toFloat('input', input);
  const average = mean('mean', value);
  const variance = mean('variance', nodes.add('SquaredDifference', 'squares', [value, average]));
  const shifted = nodes.add('AddV2', 'shifted_variance', [variance, nodes.number('epsilon', layer.epsilon)]);
  const inverse = nodes.add('Rsqrt', 'inverse_deviation', [shifted]);
  const norm = multiply('norm', nodes.add('Sub', 'centred', [value, average]), inverse);
  const gamma = read('gamma');
  const output = fromFloat(
    'output',
    nodes.add('AddV2', 'moved', [multiply('scaled', norm, gamma), read('beta')]),
  );

  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient, [wantsInput]) => {
      const float = toFloat('gradient', gradient);
      const byNorm = multiply('norm_gradient', float, gamma);
      return {
        inputs: [wantsInput ? inputGradient(byNorm) : undefined],
        variables: [
          sumOf('gamma', multiply('gamma_product', float, norm), wantsInput ? [byNorm] : []),
          sumOf('beta', float, []),
        ],
      };
    },
  };

  function inputGradient(byNorm: Ref): Ref {
    const along = multiply('along_norm', norm, mean('norm_share', multiply('norm_product', byNorm, norm)));
    const centred = nodes.add('Sub', 'norm_gradient_centred', [byNorm, mean('norm_gradient_mean', byNorm)]);
    const across = nodes.add('Sub', 'across_norm', [centred, along]);
    return fromFloat('input_gradient', multiply('input_gradient_float', across, inverse));
  }

  function sumOf(variable: string, gradient: Ref, readers: readonly Ref[]): Gradient {
    const leading = Array.from({ length: shape.length }, (_, axis) => axis);
    const value = nodes.reduce('Sum', `${variable}_gradient`, gradient, leading, false);
    return { variable: `${layer.name}/${variable}`, value, readers };
  }
};
