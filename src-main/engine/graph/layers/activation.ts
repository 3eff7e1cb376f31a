import { attr, type Ref } from '../graph-builder.ts';
import type { LayerContext } from '../layer-graph.ts';

type Activation = 'relu' | 'tanh' | 'sigmoid' | 'linear';

const FORWARD = { relu: 'Relu', tanh: 'Tanh', sigmoid: 'Sigmoid' } as const;

/** Applies an activation; `linear` adds no node. */
export function activate(context: LayerContext, name: string, activation: Activation, value: Ref): Ref {
  if (activation === 'linear') return value;
  const { graph, scope, compute } = context;
  return graph.add(FORWARD[activation], `${scope}/${name}/${activation}`, [value], { T: attr.type(compute) });
}

/** The gradient by what went into the activation, from its output and the gradient by that. */
export function activationGradient(
  context: LayerContext,
  name: string,
  activation: Activation,
  output: Ref,
  gradient: Ref,
): Ref {
  const { graph, scope, compute } = context;
  const node = `${scope}/${name}/${activation}_gradient`;
  const T = attr.type(compute);
  switch (activation) {
    case 'linear':
      return gradient;
    case 'relu':
      return graph.add('ReluGrad', node, [gradient, output], { T });
    case 'tanh':
      return graph.add('TanhGrad', node, [output, gradient], { T });
    case 'sigmoid':
      return graph.add('SigmoidGrad', node, [output, gradient], { T });
  }
}
