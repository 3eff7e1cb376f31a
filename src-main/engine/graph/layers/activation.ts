import type { HiddenActivation } from '../../../../src-shared/nets/layer-specs/common.ts';
import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import type { Ref } from '../graph-builder.ts';
import { type LayerContext, type LayerEmitter, plainLayer, type Transformed } from '../layer-graph.ts';
import { type LayerNodes, layerNodes } from './layer-nodes.ts';
import { softmax } from './softmax.ts';

/** An activation as a layer of its own. */
export const emitActivation: LayerEmitter<TracedOf<'activation'>> = (context, { layer }, input) =>
  plainLayer(activate(context, layer.name, layer.activation, input));

/** Applies an activation; without one nothing is added. */
export function activate(
  context: LayerContext,
  layer: string,
  activation: HiddenActivation | 'softmax' | undefined,
  value: Ref,
): Transformed {
  const nodes = layerNodes(context, layer);
  switch (activation) {
    case undefined:
      return { output: value, backward: (gradient) => gradient };
    case 'relu': {
      const output = nodes.add('Relu', 'relu', [value]);
      return {
        output,
        backward: (gradient) => {
          const passed = context.guided ? nodes.add('Relu', 'guided_gradient', [gradient]) : gradient;
          return nodes.add('ReluGrad', 'relu_gradient', [passed, output]);
        },
      };
    }
    case 'tanh': {
      const output = nodes.add('Tanh', 'tanh', [value]);
      return { output, backward: (gradient) => nodes.add('TanhGrad', 'tanh_gradient', [output, gradient]) };
    }
    case 'sigmoid': {
      const output = nodes.add('Sigmoid', 'sigmoid', [value]);
      return {
        output,
        backward: (gradient) => nodes.add('SigmoidGrad', 'sigmoid_gradient', [output, gradient]),
      };
    }
    case 'swish':
      return swish(nodes, value);
    case 'gelu':
      return gelu(nodes, value);
    case 'softmax':
      return softmax(context, layer, value);
  }
}

/** x · σ(x) (Ramachandran et al. 2017); derivative σ(x) + x · σ′(x). */
function swish(nodes: LayerNodes, value: Ref): Transformed {
  const gate = nodes.add('Sigmoid', 'swish/gate', [value]);
  return {
    output: nodes.add('Mul', 'swish', [gate, value]),
    backward: (gradient) => {
      const byGate = nodes.add('Mul', 'swish_gradient/by_gate', [gradient, value]);
      const throughGate = nodes.add('SigmoidGrad', 'swish_gradient/through_gate', [gate, byGate]);
      const direct = nodes.add('Mul', 'swish_gradient/direct', [gradient, gate]);
      return nodes.add('AddV2', 'swish_gradient', [direct, throughGate]);
    },
  };
}

/**
 * x · Φ(x), Φ the normal distribution's cumulative function ½ (1 + erf(x / √2)) (Hendrycks and Gimpel 2016); derivative Φ(x) + x · φ(x). The forward nodes stand
 * as TensorFlow's optimizer looks for them when it fuses a product, its bias and GELU.
 */
function gelu(nodes: LayerNodes, value: Ref): Transformed {
  const scaled = nodes.add('Mul', 'gelu/scaled', [value, nodes.number('gelu/sqrt_half', Math.SQRT1_2)]);
  const erf = nodes.add('Erf', 'gelu/erf', [scaled]);
  const sum = nodes.add('AddV2', 'gelu/sum', [erf, nodes.number('gelu/one', 1)]);
  const cumulative = nodes.add('Mul', 'gelu/cumulative', [sum, nodes.number('gelu/half', 0.5)]);
  return {
    output: nodes.add('Mul', 'gelu', [cumulative, value]),
    backward: (gradient) => {
      const at = (node: string): string => `gelu_gradient/${node}`;
      const square = nodes.add('Square', at('square'), [scaled]);
      const bell = nodes.add('Exp', at('bell'), [nodes.add('Neg', at('exponent'), [square])]);
      const weight = nodes.number(at('weight'), 1 / Math.sqrt(2 * Math.PI));
      const density = nodes.add('Mul', at('density'), [bell, weight]);
      const shifted = nodes.add('Mul', at('shifted'), [density, value]);
      const derivative = nodes.add('AddV2', at('derivative'), [shifted, cumulative]);
      return nodes.add('Mul', 'gelu_gradient', [gradient, derivative]);
    },
  };
}
