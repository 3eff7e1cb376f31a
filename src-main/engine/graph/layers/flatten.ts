import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import type { LayerEmitter } from '../layer-graph.ts';

type TracedFlatten = Extract<TracedLayer, { kind: 'flatten' }>;

/** [batch, height, width, channels] to [batch, height · width · channels], row by row. */
export const emitFlatten: LayerEmitter<TracedFlatten> = (
  context,
  { layer, input: from, output: to },
  input,
) => {
  const { graph, scope, compute } = context;
  const reshape = (node: string, value: Ref, shape: readonly number[]): Ref => {
    const name = `${scope}/${layer.name}/${node}`;
    return graph.add('Reshape', name, [value, graph.ints(`${name}_shape`, [-1, ...shape])], {
      T: attr.type(compute),
      Tshape: attr.type('int32'),
    });
  };
  const output = reshape('flat', input, to);
  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient) => ({ input: reshape('gradient', gradient, from), variables: [] }),
  };
};
