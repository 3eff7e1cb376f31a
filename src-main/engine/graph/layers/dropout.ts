import type { LayerOf } from '../../../../src-shared/nets/layer-spec.ts';
import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import type { LayerContext, LayerEmitter } from '../layer-graph.ts';

type TracedDropout = Extract<TracedLayer, { kind: 'element-wise' }> & { layer: LayerOf<'dropout'> };

/** A value with some elements dropped, and the way back. */
interface Dropped {
  readonly output: Ref;
  readonly backward: (gradient: Ref) => Ref;
}

/** Dropout as a layer of its own; nothing at all where the context does not drop. */
export const emitDropout: LayerEmitter<TracedDropout> = (context, { layer }, input) => {
  const dropped = drop(context, layer.name, layer.rate, input);
  return {
    output: dropped.output,
    linear: dropped.output,
    updates: [],
    backward: (gradient) => ({ input: dropped.backward(gradient), variables: [] }),
  };
};

/**
 * Zeroes each element with probability `rate` and scales the others by 1 / (1 − rate), so that nothing is to be done when the
 * network is used (paper, section 4.2, scales there instead). Which ones depends on the step's seed and the layer's name only.
 */
export function drop(context: LayerContext, name: string, rate: number, value: Ref): Dropped {
  if (!context.training || !context.dropout || rate === 0) {
    return { output: value, backward: (gradient) => gradient };
  }
  const { graph, scope, compute } = context;
  const at = (node: string): string => `${scope}/${name}/dropout/${node}`;
  const T = attr.type(compute);
  const shape = graph.add('Shape', at('shape'), [value], { T, out_type: attr.type('int32') });
  const seed = graph.add('AddV2', at('seed'), [context.seed, graph.ints(at('salt'), [saltOf(name), 0])], {
    T: attr.type('int32'),
  });
  const uniform = graph.add('StatelessRandomUniform', at('uniform'), [shape, seed], {
    T: attr.type('int32'),
    Tseed: attr.type('int32'),
    dtype: attr.type('float32'),
  });
  const kept = graph.add('GreaterEqual', at('kept'), [uniform, graph.floats(at('rate'), [rate])], {
    T: attr.type('float32'),
  });
  const scale = graph.cast(
    at('scale'),
    graph.floats(at('scale_float'), [1 / (1 - rate)]),
    'float32',
    compute,
  );
  const mask = graph.add('Mul', at('mask'), [graph.cast(at('mask_ones'), kept, 'bool', compute), scale], {
    T,
  });
  return {
    output: graph.add('Mul', at('output'), [value, mask], { T }),
    backward: (gradient) => graph.add('Mul', at('gradient'), [gradient, mask], { T }),
  };
}

/** A number for a layer's name, so that two layers do not drop the same units. */
function saltOf(name: string): number {
  let salt = 0;
  for (const character of name) salt = (Math.imul(salt, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return salt;
}
