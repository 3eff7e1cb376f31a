import type { Ref } from '../graph-builder.ts';
import type { LayerContext, Transformed } from '../layer-graph.ts';
import { layerNodes } from './layer-nodes.ts';

/**
 * Softmax over the last axis, in float32 whatever the compute type; the gradient is y · (g − Σ g · y). Of at most five axes with the batch, which is as
 * many as oneDNN takes.
 */
export function softmax(context: LayerContext, layer: string, value: Ref): Transformed {
  const { toFloat, fromFloat } = layerNodes(context, layer);
  const nodes = layerNodes(context, layer, 'float32');
  const output = nodes.add('Softmax', 'softmax', [toFloat('softmax/input', value)]);
  return {
    output: fromFloat('softmax/cast', output),
    backward: (gradient) => {
      const float = toFloat('softmax_gradient/input', gradient);
      const weighted = nodes.add('Mul', 'softmax_gradient/weighted', [float, output]);
      const sum = nodes.reduce('Sum', 'softmax_gradient/sum', weighted, [-1], true);
      const centred = nodes.add('Sub', 'softmax_gradient/centred', [float, sum]);
      return fromFloat('softmax_gradient/cast', nodes.add('Mul', 'softmax_gradient', [centred, output]));
    },
  };
}
