import type { Padding } from '../../../../src-shared/nets/layer-specs/common.ts';
import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { type Attr, attr, type Ref } from '../graph-builder.ts';
import { type LayerContext, type LayerEmitter, plainLayer, type Transformed } from '../layer-graph.ts';
import { layerNodes } from './layer-nodes.ts';

/** A pooling window and how it moves, `[height, width]`. */
interface Window {
  readonly name: string;
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: Padding;
}

type TracedPool = TracedOf<'max-pool' | 'average-pool' | 'min-pool'>;

/** The largest, mean or smallest value under each position of the window, channel by channel. */
export const emitPool: LayerEmitter<TracedPool> = (context, { layer }, input) => {
  switch (layer.type) {
    case 'max-pool':
      return plainLayer(maxPool(context, layer, input));
    case 'average-pool':
      return plainLayer(averagePool(context, layer, input));
    case 'min-pool':
      return plainLayer(minPool(context, layer, input));
  }
};

/**
 * Over all but the channels, as one window over the whole: height and width of a feature map, or the tokens of [tokens, channels] as a picture one pixel
 * wide.
 */
export const emitGlobalPool: LayerEmitter<TracedOf<'global-pool'>> = (
  context,
  { layer, input: from, output: to },
  input,
) => {
  const nodes = layerNodes(context, layer.name);
  const [height = 1, width = 1, channels = 1] = from.length === 2 ? [from[0], 1, from[1]] : from;
  const window: Window = { name: layer.name, size: [height, width], stride: [1, 1], padding: 'valid' };
  const picture = nodes.reshape('picture', input, [-1, height, width, channels]);
  const pooled = (layer.mode === 'max' ? maxPool : averagePool)(context, window, picture);
  return plainLayer({
    output: nodes.reshape('pooled', pooled.output, [-1, ...to]),
    backward: (gradient) => {
      const pixel = nodes.reshape('gradient_pixel', gradient, [-1, 1, 1, channels]);
      return nodes.reshape('input_gradient', pooled.backward(pixel), [-1, ...from]);
    },
  });
};

function maxPool(context: LayerContext, window: Window, value: Ref): Transformed {
  const nodes = layerNodes(context, window.name);
  const attrs = windowAttrs(window);
  const output = nodes.add('MaxPool', 'pool', [value], attrs);
  return {
    output,
    backward: (gradient) => nodes.add('MaxPoolGrad', 'gradient', [value, output, gradient], attrs),
  };
}

function averagePool(context: LayerContext, window: Window, value: Ref): Transformed {
  const nodes = layerNodes(context, window.name);
  const attrs = windowAttrs(window);
  return {
    output: nodes.add('AvgPool', 'pool', [value], attrs),
    backward: (gradient) =>
      nodes.add('AvgPoolGrad', 'gradient', [nodes.shapeOf('shape', value), gradient], attrs),
  };
}

/** −max(−x). Its gradient goes where the largest −x is, with the two signs cancelled. */
function minPool(context: LayerContext, window: Window, value: Ref): Transformed {
  const nodes = layerNodes(context, window.name);
  const largest = maxPool(context, window, nodes.add('Neg', 'negative', [value]));
  return { output: nodes.add('Neg', 'smallest', [largest.output]), backward: largest.backward };
}

function windowAttrs({ size, stride, padding }: Window): Record<string, Attr> {
  return {
    ksize: attr.ints([1, ...size, 1]),
    strides: attr.ints([1, ...stride, 1]),
    padding: attr.string(padding.toUpperCase()),
    data_format: attr.string('NHWC'),
  };
}
