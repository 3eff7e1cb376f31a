import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu';
import type { Padding } from '../../../../src-shared/nets/layer-specs/common.ts';
import { elementsOf } from '../../../../src-shared/nets/net-spec.ts';
import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { batched, type EagerContext, type EagerOutput, type Tf } from '../eager-layer.ts';
import { activate } from './activation.ts';

/** Convolution, of groups of channels or of each channel by itself, bias, activation. */
export function applyConv(
  { tf, variable }: EagerContext,
  { layer }: TracedOf<'conv' | 'depthwise-conv'>,
  x: Tensor,
): EagerOutput {
  const kernel = dilated(tf, variable(`${layer.name}/kernel`), layer.dilation ?? [1, 1]);
  const product =
    layer.type === 'conv'
      ? grouped(tf, x, kernel, layer.groups ?? 1, layer.stride, layer.padding)
      : tf.depthwiseConv2d(fourAxes(x), fourAxes(kernel), [...layer.stride], layer.padding);
  const linear = layer.bias ? product.add(variable(`${layer.name}/bias`)) : product;
  return { linear, output: activate(tf, layer.activation, linear) };
}

/** Each group of filters sees its group of channels (paper, section 3.5). */
function grouped(
  tf: Tf,
  x: Tensor,
  kernel: Tensor,
  groups: number,
  stride: readonly [number, number],
  padding: Padding,
): Tensor {
  // tfjs cannot differentiate a split into one.
  const split = (value: Tensor): Tensor[] => (groups === 1 ? [value] : tf.split(value, groups, 3));
  const [channels, filters] = [split(x), split(kernel)];
  const parts = channels.map((part, group) =>
    tf.conv2d(fourAxes(part), fourAxes(filters[group] ?? kernel), [...stride], padding),
  );
  return tf.concat(parts, 3);
}

/**
 * A kernel with zeros between its elements, [(height − 1) · rows + 1, (width − 1) · columns + 1, in, out]: tfjs has no gradient of a dilated
 * convolution. A matrix of zeros and ones puts the elements in their places.
 */
function dilated(tf: Tf, kernel: Tensor, [rows, columns]: readonly [number, number]): Tensor {
  if (rows === 1 && columns === 1) return kernel;
  const [height = 1, width = 1, inputs = 1, outputs = 1] = kernel.shape;
  const wide = (width - 1) * columns + 1;
  const high = (height - 1) * rows + 1;
  const places = Array.from(
    { length: height * width },
    (_, index) => Math.floor(index / width) * rows * wide + (index % width) * columns,
  );
  const placing = tf.oneHot(tf.tensor1d(places, 'int32'), high * wide).cast('float32');
  const flat = kernel.reshape([height * width, inputs * outputs]);
  return tf.matMul(placing, flat, true).reshape([high, wide, inputs, outputs]);
}

/** Max, average (padding not counted) and min pooling. */
export function applyPool(
  { tf }: EagerContext,
  { layer }: TracedOf<'max-pool' | 'average-pool' | 'min-pool'>,
  x: Tensor,
): Tensor {
  const size: [number, number] = [...layer.size];
  const stride: [number, number] = [...layer.stride];
  switch (layer.type) {
    case 'max-pool':
      return tf.maxPool(fourAxes(x), size, stride, layer.padding);
    case 'average-pool':
      return tf.avgPool(fourAxes(x), size, stride, layer.padding);
    case 'min-pool':
      return tf.maxPool(fourAxes(x.neg()), size, stride, layer.padding).neg();
  }
}

/** The mean or the largest value of each channel; as in max pooling, the first of several equal ones is the largest. */
export function applyGlobalPool({ tf }: EagerContext, traced: TracedOf<'global-pool'>, x: Tensor): Tensor {
  const [channels = 1] = traced.input.slice(-1);
  const places = elementsOf(traced.input) / channels;
  const column = fourAxes(x.reshape([-1, places, 1, channels]));
  const pooled = traced.layer.mode === 'max' ? tf.maxPool(column, [places, 1], 1, 'valid') : column.mean(1);
  return pooled.reshape(batched(x, traced));
}

/** A tensor that is known to have four axes. */
export function fourAxes(x: Tensor): Tensor4D {
  // `traceShapes` has checked that this is a batch of feature maps.
  return x as Tensor4D;
}
