import { attr, type Ref } from '../graph-builder.ts';
import { type Gradient, type LayerContext, readVariable } from '../layer-graph.ts';

/** Adds a bias to the last axis. */
export function addBias(context: LayerContext, name: string, value: Ref): Ref {
  const { graph, scope, compute } = context;
  return graph.add('BiasAdd', `${scope}/${name}/bias_add`, [value, readVariable(context, `${name}/bias`)], {
    T: attr.type(compute),
  });
}

/** The gradient by a bias: the sum over all axes but the last. */
export function biasGradient(context: LayerContext, name: string, gradient: Ref): Gradient {
  const { graph, scope, compute } = context;
  const sum = graph.add('BiasAddGrad', `${scope}/${name}/bias_gradient`, [gradient], {
    T: attr.type(compute),
  });
  return {
    variable: `${name}/bias`,
    value: graph.cast(`${scope}/${name}/bias_gradient_float`, sum, compute, 'float32'),
    readers: [],
  };
}
