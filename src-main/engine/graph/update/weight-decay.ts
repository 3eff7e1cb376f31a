import type { NetVariable } from '../../../../src-shared/nets/variables.ts';
import type { SessionSettings } from '../../net-session.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import type { Gradient } from '../layer-graph.ts';
import { nodes } from '../variables-graph.ts';

const T = attr.type('float32');

/**
 * Adds weightDecay · w to the gradient of kernels (the gradient of the L2 penalty), or for `adamw` takes rate · weightDecay · w from them before the
 * update. Nothing where the decay is 0.
 */
export function emitWeightDecay(
  graph: GraphBuilder,
  variables: readonly NetVariable[],
  gradients: readonly Gradient[],
  learningRate: Ref,
  { optimizer, weightDecay }: Pick<SessionSettings, 'optimizer' | 'weightDecay'>,
): readonly Gradient[] {
  if (weightDecay === 0) return gradients;
  const kernels = new Set(variables.filter((v) => v.role === 'kernel').map((v) => v.name));
  const decay = graph.floats('update/weight_decay', [weightDecay]);
  const isDecoupled = optimizer.kind === 'adamw';
  const share = isDecoupled ? graph.add('Mul', 'update/decay_share', [learningRate, decay], { T }) : decay;
  return gradients.map((gradient) => {
    const { variable, value, readers } = gradient;
    if (!kernels.has(variable)) return gradient;
    const at = (node: string): string => `update/${variable}/${node}`;
    const weights = graph.add('ReadVariableOp', at('weights'), [nodes.handle(variable)], { dtype: T });
    const pull = graph.add('Mul', at('pull'), [weights, share], { T });
    if (!isDecoupled)
      return { ...gradient, value: graph.add('AddV2', at('penalised'), [value, pull], { T }) };
    const decayed = graph.add(
      'AssignSubVariableOp',
      at('decayed'),
      [nodes.handle(variable), pull],
      { dtype: T },
      readers,
    );
    return { ...gradient, readers: [...readers, decayed] };
  });
}
