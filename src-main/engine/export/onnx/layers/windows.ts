import type { ImageShape } from '../../../../../src-shared/nets/net-spec.ts';
import { windowSize } from '../../../../../src-shared/nets/shapes/window-shapes.ts';
import type { TracedOf } from '../../../../../src-shared/nets/trace-shapes.ts';
import { windowAxis } from '../../../../../src-shared/nets/window.ts';
import { permute } from '../../permute.ts';
import { CHANNELS_FIRST, type OnnxEmitter, PLAIN } from '../onnx-context.ts';
import type { Attribute } from '../onnx-graph.ts';
import { activate } from './activation.ts';

type TracedPool = TracedOf<'max-pool' | 'average-pool' | 'min-pool'>;

/** Kernels become [out, in / groups, height, width]; a depthwise convolution is one with a group a channel. */
export const emitConv: OnnxEmitter<TracedOf<'conv' | 'depthwise-conv'>> = (context, traced, input) => {
  const { layer, input: from, output: to } = traced;
  const [height, width] = layer.kernel;
  const isDepthwise = layer.type === 'depthwise-conv';
  const group = isDepthwise ? from[2] : (layer.groups ?? 1);
  const stored = isDepthwise
    ? [height, width, from[2], layer.multiplier]
    : [height, width, from[2] / group, layer.filters];
  const kernel = context.weights(`${layer.name}/kernel`, [to[2], from[2] / group, height, width], (values) =>
    permute(values, stored, isDepthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]),
  );
  const inputs = [context.channelsFirst(input), kernel];
  if (layer.bias) inputs.push(context.weights(`${layer.name}/bias`, [to[2]]));
  const conv = context.graph.add('Conv', `${layer.name}/conv`, inputs, {
    kernel_shape: { ints: layer.kernel },
    ...slidingOf(layer, from),
    dilations: { ints: layer.dilation ?? [1, 1] },
    group: { int: group },
  });
  return {
    name: activate(context, layer.name, layer.activation, conv),
    shape: to,
    layout: CHANNELS_FIRST,
  };
};

/** Padding never wins a maximum and does not count in a mean, as the description has it. */
export const emitPool: OnnxEmitter<TracedPool> = (context, { layer, input: from, output }, input) => {
  const { graph } = context;
  const value = context.channelsFirst(input);
  const attributes = { kernel_shape: { ints: layer.size }, ...slidingOf(layer, from) };
  const at = (node: string): string => `${layer.name}/${node}`;
  const pooled = (): string => {
    switch (layer.type) {
      case 'max-pool':
        return graph.add('MaxPool', at('pool'), [value], attributes);
      case 'average-pool':
        return graph.add('AveragePool', at('pool'), [value], {
          ...attributes,
          count_include_pad: { int: 0 },
        });
      case 'min-pool': {
        const negative = graph.add('Neg', at('negative'), [value]);
        return graph.add('Neg', at('smallest'), [graph.add('MaxPool', at('pool'), [negative], attributes)]);
      }
    }
  };
  return { name: pooled(), shape: output, layout: CHANNELS_FIRST };
};

/** Strides, and what is added at the [top, left, bottom, right]. */
function slidingOf(
  layer: TracedPool['layer'] | TracedOf<'conv' | 'depthwise-conv'>['layer'],
  [height, width]: ImageShape,
): Record<string, Attribute> {
  const size = windowSize(layer);
  const rows = windowAxis(height, size[0], layer.stride[0], layer.padding);
  const columns = windowAxis(width, size[1], layer.stride[1], layer.padding);
  return {
    strides: { ints: layer.stride },
    pads: { ints: [rows.padBefore, columns.padBefore, rows.padAfter, columns.padAfter] },
  };
}

/** Over height and width of a feature map, or over tokens. */
export const emitGlobalPool: OnnxEmitter<TracedOf<'global-pool'>> = (
  context,
  { layer, input: from, output },
  input,
) => {
  const { graph } = context;
  const isMean = layer.mode === 'average';
  if (from.length === 3) {
    const op = isMean ? 'GlobalAveragePool' : 'GlobalMaxPool';
    const pooled = graph.add(op, `${layer.name}/pool`, [context.channelsFirst(input)]);
    if (layer.keepDims) return { name: pooled, shape: output, layout: CHANNELS_FIRST };
    const vector = graph.add('Flatten', `${layer.name}/vector`, [pooled], { axis: { int: 1 } });
    return { name: vector, shape: output, layout: PLAIN };
  }
  const pooled = graph.add(
    isMean ? 'ReduceMean' : 'ReduceMax',
    `${layer.name}/pool`,
    [context.plain(input), graph.ints(`${layer.name}/axes`, [1])],
    { keepdims: { int: layer.keepDims ? 1 : 0 } },
  );
  return { name: pooled, shape: output, layout: PLAIN };
};
