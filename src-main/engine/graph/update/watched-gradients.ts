import type { NetVariable } from '../../../../src-shared/nets/variables.ts';
import { entry } from '../entry.ts';
import { emitEvenlySpaced } from '../evenly-spaced.ts';
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
    const some = emitEvenlySpaced(graph, `${name}/some`, value, sizes.get(variable) ?? 0);
    const scale = lossScale ?? graph.floats(`${name}/scale`, [1]);
    graph.add('RealDiv', name, [some, scale], { T });
  }
}
