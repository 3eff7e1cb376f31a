import type { NetVariable } from '../../../../src-shared/nets/variables.ts';
import { MOST_VALUES } from '../../net-session.ts';
import { entry } from '../entry.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import type { Gradient } from '../layer-graph.ts';

const T = attr.type('float32');

/** Gradients to look at, without what the loss was multiplied by; nothing of it runs unless it is fetched. */
export function emitWatched(
  graph: GraphBuilder,
  variables: readonly NetVariable[],
  gradients: readonly Gradient[],
  lossScale: Ref | undefined,
): void {
  const sizes = new Map(variables.map(({ name, shape }) => [name, shape.reduce((a, b) => a * b, 1)]));
  for (const { variable, value } of gradients) {
    const name = entry.gradient(variable);
    const some = emitEvenlySpaced(graph, name, value, sizes.get(variable) ?? 0);
    const scale = lossScale ?? graph.floats(`${name}/scale`, [1]);
    graph.add('RealDiv', name, [some, scale], { T });
  }
}

/** Every so manieth value, so that at most `MOST_VALUES` are left. */
function emitEvenlySpaced(graph: GraphBuilder, scope: string, value: Ref, size: number): Ref {
  const ints = (node: string, number: number): Ref => graph.ints(`${scope}/${node}`, [number]);
  const flat = graph.add('Reshape', `${scope}/flat`, [value, ints('flat_shape', -1)], {
    T,
    Tshape: attr.type('int32'),
  });
  return graph.add(
    'StridedSlice',
    `${scope}/some`,
    [flat, ints('begin', 0), ints('end', size), ints('stride', Math.max(1, Math.ceil(size / MOST_VALUES)))],
    { T, Index: attr.type('int32') },
  );
}
