import type { NetVariable } from '../../../src-shared/nets/variables.ts';
import { attr, type GraphBuilder, type Ref } from './graph-builder.ts';
import type { Gradient } from './layer-graph.ts';
import { momentumOf, nodes } from './variables-graph.ts';

export interface OptimizerSettings {
  readonly momentum: number;
  /** L2 penalty on kernels; 0 adds nothing to the graph. */
  readonly weightDecay: number;
}

const T = attr.type('float32');

/**
 * Stochastic gradient descent with momentum as one fused node a variable: v ← momentum · v − rate · gradient, w ← w + v
 * (paper, section 5). The penalty adds weightDecay · w to the gradient of kernels.
 */
export function emitUpdates(
  graph: GraphBuilder,
  variables: readonly NetVariable[],
  gradients: readonly Gradient[],
  learningRate: Ref,
  settings: OptimizerSettings,
): Ref[] {
  const momentum = graph.floats('update/momentum', [settings.momentum]);
  const decay = graph.floats('update/weight_decay', [settings.weightDecay]);
  const kernels = new Set(variables.filter((v) => v.role === 'kernel').map((v) => v.name));
  return gradients.map(({ variable, value, readers }) => {
    const penalised =
      settings.weightDecay > 0 && kernels.has(variable) ? addPenalty(graph, variable, value, decay) : value;
    return graph.add(
      'ResourceApplyKerasMomentum',
      `update/${variable}`,
      [nodes.handle(variable), nodes.handle(momentumOf(variable)), learningRate, penalised, momentum],
      { T, use_locking: attr.bool(false), use_nesterov: attr.bool(false) },
      readers,
    );
  });
}

function addPenalty(graph: GraphBuilder, variable: string, gradient: Ref, decay: Ref): Ref {
  const at = (node: string): string => `update/${variable}/${node}`;
  const weights = graph.add('ReadVariableOp', at('weights'), [nodes.handle(variable)], { dtype: T });
  const pull = graph.add('Mul', at('pull'), [weights, decay], { T });
  return graph.add('AddV2', at('penalised'), [gradient, pull], { T });
}
