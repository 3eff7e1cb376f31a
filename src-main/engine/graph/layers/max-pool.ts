import type { LayerOf } from '../../../../src-shared/nets/layer-spec.ts';
import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr } from '../graph-builder.ts';
import type { LayerEmitter } from '../layer-graph.ts';

type TracedMaxPool = Extract<TracedLayer, { kind: 'window' }> & { layer: LayerOf<'max-pool'> };

/** The largest value under each position of the window, channel by channel. */
export const emitMaxPool: LayerEmitter<TracedMaxPool> = (context, { layer }, input) => {
  const { graph, scope, compute } = context;
  const attrs = {
    T: attr.type(compute),
    ksize: attr.ints([1, ...layer.size, 1]),
    strides: attr.ints([1, ...layer.stride, 1]),
    padding: attr.string(layer.padding.toUpperCase()),
    data_format: attr.string('NHWC'),
  };
  const output = graph.add('MaxPool', `${scope}/${layer.name}/pool`, [input], attrs);
  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient, wantsInput) => ({
      input: wantsInput
        ? graph.add('MaxPoolGrad', `${scope}/${layer.name}/gradient`, [input, output, gradient], attrs)
        : undefined,
      variables: [],
    }),
  };
};
