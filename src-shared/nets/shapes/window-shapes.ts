import type { LayerOf } from '../layer-spec.ts';
import type { ImageShape, TensorShape } from '../net-spec.ts';
import { windowAxis } from '../window.ts';
import { describeShape, pictureInto, shapeError } from './shape-error.ts';

/** A convolution or pooling: what slides a window over height and width. */
export type WindowLayer = LayerOf<'conv' | 'depthwise-conv' | 'max-pool' | 'average-pool' | 'min-pool'>;

/** `[height, width]` that a layer's window spans; dilation d makes m elements span (m − 1) · d + 1. */
export function windowSize(layer: WindowLayer): readonly [number, number] {
  if ('size' in layer) return layer.size;
  const [rows, columns] = layer.dilation ?? [1, 1];
  return [(layer.kernel[0] - 1) * rows + 1, (layer.kernel[1] - 1) * columns + 1];
}

/** Shape behind a window. Throws `bad-request` where it does not fit, or where its groups do not divide the channels. */
export function windowOutput(layer: WindowLayer, input: TensorShape): ImageShape {
  const [height, width, channels] = pictureInto(layer, input);
  if (!('size' in layer)) checkKernel(layer, channels);
  const size = windowSize(layer);
  const rows = windowAxis(height, size[0], layer.stride[0], layer.padding).output;
  const columns = windowAxis(width, size[1], layer.stride[1], layer.padding).output;
  if (rows < 1 || columns < 1) {
    const window = 'size' in layer ? 'pool' : layer.dilation ? 'dilated kernel' : 'kernel';
    throw shapeError(
      layer,
      `has a ${size[0]} × ${size[1]} ${window}, larger than its input of ${height} × ${width}: ` +
        'make it smaller, use padding "same", or shrink less before it.',
    );
  }
  return [rows, columns, channelsOut(layer, channels)];
}

function channelsOut(layer: WindowLayer, channels: number): number {
  if (layer.type === 'conv') return layer.filters;
  return layer.type === 'depthwise-conv' ? channels * layer.multiplier : channels;
}

function checkKernel(layer: LayerOf<'conv' | 'depthwise-conv'>, channels: number): void {
  const isDilated = layer.dilation?.some((step) => step > 1);
  if (isDilated && layer.stride.some((step) => step > 1)) {
    throw shapeError(layer, 'has both a stride and a dilation: set one of them to 1 × 1.');
  }
  if (layer.type === 'depthwise-conv' && layer.stride[0] !== layer.stride[1]) {
    throw shapeError(
      layer,
      'steps differently down and across: a depthwise convolution needs one stride for both.',
    );
  }
  if (layer.type === 'depthwise-conv' && layer.stride[0] !== layer.stride[1]) {
    // TensorFlow's own kernels take no other.
    throw shapeError(layer, `has a stride of ${layer.stride.join(' × ')}: give both axes the same.`);
  }
  const { groups = 1, filters = 0 } = layer.type === 'conv' ? layer : {};
  if (channels % groups !== 0 || filters % groups !== 0) {
    throw shapeError(
      layer,
      `cannot cut ${channels} channels and ${filters} filters into ${groups} groups: both have to be divisible by their number.`,
    );
  }
}

/** `[channels]`, or with axes of size 1 in front, behind a pooling of everything but the channels. */
export function globalPoolOutput(layer: LayerOf<'global-pool'>, input: TensorShape): TensorShape {
  if (input.length !== 2 && input.length !== 3) {
    throw shapeError(
      layer,
      `needs a feature map or tokens with channels but gets ${describeShape(input)}: put it before the layers that change that.`,
    );
  }
  const channels = input.slice(-1);
  return layer.keepDims ? [...input.slice(1).map(() => 1), ...channels] : channels;
}
