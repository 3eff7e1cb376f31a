import type { NetVariable } from '../../../../src-shared/nets/variables.ts';
import { averageOf } from '../../checkpoint/tensor-names.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import { nodes } from '../variables-graph.ts';

const T = attr.type('float32');

/**
 * average ← d · average + (1 − d) · w after each update, as one fused node a variable, where d = min(averaging, (1 + t) / (10 + t)) at update t (as
 * TensorFlow's ExponentialMovingAverage has it): otherwise a short run's average would still be the weights that it started with.
 */
export function emitAverages(
  graph: GraphBuilder,
  variables: readonly NetVariable[],
  averaging: number,
  updates: Ref,
  after: readonly Ref[],
): Ref[] {
  const at = (node: string): string => `average/${node}`;
  const add = (name: string, constant: string, value: number): Ref =>
    graph.add('AddV2', at(name), [updates, graph.floats(at(constant), [value])], { T });
  const early = graph.add('RealDiv', at('early'), [add('above', 'one', 1), add('below', 'ten', 10)], { T });
  const kept = graph.add('Minimum', at('kept'), [early, graph.floats(at('averaging'), [averaging])], { T });
  const share = graph.add('Sub', at('share'), [graph.floats(at('whole'), [1]), kept], { T });
  return variables.map(({ name }) => {
    const read = (node: string, handle: Ref): Ref =>
      graph.add('ReadVariableOp', at(`${name}/${node}`), [handle], { dtype: T }, after);
    const average = nodes.handle(averageOf(name));
    const difference = graph.add(
      'Sub',
      at(`${name}/difference`),
      [read('before', average), read('weights', nodes.handle(name))],
      { T },
    );
    return graph.add('ResourceApplyGradientDescent', at(`${name}/move`), [average, share, difference], {
      T,
      use_locking: attr.bool(false),
    });
  });
}
