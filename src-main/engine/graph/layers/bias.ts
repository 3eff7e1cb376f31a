import type { Ref } from '../graph-builder.ts';
import { type Gradient, type LayerContext, readVariable } from '../layer-graph.ts';
import { layerNodes } from './layer-nodes.ts';

/** Adds a bias to the last axis. */
export function addBias(context: LayerContext, layer: string, value: Ref): Ref {
  return layerNodes(context, layer).add('BiasAdd', 'bias_add', [
    value,
    readVariable(context, `${layer}/bias`),
  ]);
}

/** The gradient by a bias: the sum over all axes but the last. */
export function biasGradient(context: LayerContext, layer: string, gradient: Ref): Gradient {
  const nodes = layerNodes(context, layer);
  const sum = nodes.add('BiasAddGrad', 'bias_gradient', [gradient]);
  return { variable: `${layer}/bias`, value: nodes.toFloat('bias_gradient_float', sum), readers: [] };
}
