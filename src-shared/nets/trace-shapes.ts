import { AppError } from '../errors.ts';
import type { LayerOf, LayerSpec } from './layer-spec.ts';
import type { FlatShape, ImageShape, LayerChain, TensorShape } from './net-spec.ts';
import { windowAxis } from './window.ts';

/** A convolution or pooling: what slides a window over height and width. */
export type WindowLayer = LayerOf<'conv'> | LayerOf<'max-pool'>;

/**
 * A layer with the shapes that flow in and out, without the batch. `kind` says what it does to them: a window maps a
 * feature map to a feature map, `flatten` one to a vector, `dense` a vector to a vector, element-wise keeps the shape.
 */
export type TracedLayer =
  | {
      readonly kind: 'window';
      readonly layer: WindowLayer;
      readonly input: ImageShape;
      readonly output: ImageShape;
    }
  | {
      readonly kind: 'flatten';
      readonly layer: LayerOf<'flatten'>;
      readonly input: ImageShape;
      readonly output: FlatShape;
    }
  | {
      readonly kind: 'dense';
      readonly layer: LayerOf<'dense'>;
      readonly input: FlatShape;
      readonly output: FlatShape;
    }
  | {
      readonly kind: 'element-wise';
      readonly layer: LayerOf<'batch-norm'> | LayerOf<'dropout'>;
      readonly input: TensorShape;
      readonly output: TensorShape;
    };

/**
 * Follows the shape of a picture through the layers.
 * Throws `bad-request` naming the first layer that cannot take the shape it is given.
 */
export function traceShapes(chain: LayerChain): TracedLayer[] {
  let shape: TensorShape = chain.input;
  return chain.layers.map((layer) => {
    const traced = traceLayer(layer, shape);
    shape = traced.output;
    return traced;
  });
}

function traceLayer(layer: LayerSpec, input: TensorShape): TracedLayer {
  switch (layer.type) {
    case 'conv':
    case 'max-pool': {
      const picture = pictureInto(layer, input);
      return { kind: 'window', layer, input: picture, output: windowOutput(layer, picture) };
    }
    case 'flatten': {
      const picture = pictureInto(layer, input);
      return { kind: 'flatten', layer, input: picture, output: [picture[0] * picture[1] * picture[2]] };
    }
    case 'dense': {
      if (input.length === 3) {
        throw new AppError(
          'bad-request',
          `Layer ${layer.name} needs a vector but gets ${describeShape(input)}: put a flatten layer before it.`,
        );
      }
      return { kind: 'dense', layer, input, output: [layer.units] };
    }
    case 'batch-norm':
    case 'dropout':
      return { kind: 'element-wise', layer, input, output: input };
  }
}

/** `[height, width]` of a layer's window. */
export function windowSize(layer: WindowLayer): readonly [number, number] {
  return layer.type === 'conv' ? layer.kernel : layer.size;
}

function windowOutput(layer: WindowLayer, [height, width, channels]: ImageShape): ImageShape {
  const size = windowSize(layer);
  const rows = windowAxis(height, size[0], layer.stride[0], layer.padding).output;
  const columns = windowAxis(width, size[1], layer.stride[1], layer.padding).output;
  if (rows < 1 || columns < 1) {
    const window = layer.type === 'conv' ? 'kernel' : 'pool';
    throw new AppError(
      'bad-request',
      `Layer ${layer.name} has a ${size[0]} × ${size[1]} ${window}, larger than its input of ${height} × ${width}: ` +
        'make it smaller, use padding "same", or shrink less before it.',
    );
  }
  return [rows, columns, layer.type === 'conv' ? layer.filters : channels];
}

function pictureInto(layer: LayerSpec, input: TensorShape): ImageShape {
  if (input.length === 1) {
    throw new AppError(
      'bad-request',
      `Layer ${layer.name} (${layer.type}) needs height, width and channels but gets ${describeShape(input)}: ` +
        'move it in front of the flatten layer.',
    );
  }
  return input;
}

function describeShape(shape: TensorShape): string {
  return shape.length === 1 ? `a vector of ${shape[0]}` : `a ${shape.join(' × ')} feature map`;
}
