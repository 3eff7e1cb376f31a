import { AppError } from '../../errors.ts';
import type { LayerSpec } from '../layer-spec.ts';
import type { ImageShape, TensorShape } from '../net-spec.ts';

/** A layer that cannot take what it is given: `problem` goes on behind the layer's name and says what to do. */
export function shapeError(layer: LayerSpec, problem: string): AppError {
  return new AppError('bad-request', `Layer ${layer.name} ${problem}`);
}

/** `a vector of 768`, `a 12 × 12 × 4 feature map`, `a tensor of 197 × 768`. */
export function describeShape(shape: TensorShape): string {
  if (shape.length === 1) return `a vector of ${shape[0]}`;
  return shape.length === 3 ? `a ${shape.join(' × ')} feature map` : `a tensor of ${shape.join(' × ')}`;
}

/** The input as a feature map. Throws `bad-request` where it is none. */
export function pictureInto(layer: LayerSpec, input: TensorShape): ImageShape {
  const [height, width, channels] = input;
  if (input.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    throw shapeError(
      layer,
      `(${layer.type}) needs height, width and channels but gets ${describeShape(input)}: ` +
        (input.length === 1 ? 'move it in front of the flatten layer.' : 'put a reshape layer before it.'),
    );
  }
  return [height, width, channels];
}

/**
 * Where an axis lies, counted from 0 behind the batch, for one that may be counted from the end (−1 is the last).
 * Throws `bad-request` naming the layer where the shape has no such axis.
 */
export function axisInto(layer: LayerSpec, axis: number, shape: TensorShape): number {
  const index = axis < 0 ? axis + shape.length : axis;
  if (index < 0 || index >= shape.length) {
    throw shapeError(
      layer,
      `works on axis ${axis}, but ${describeShape(shape)} has ${shape.length} ${shape.length === 1 ? 'axis' : 'axes'}: choose another.`,
    );
  }
  return index;
}
