import type { LayerOf } from '../layer-spec.ts';
import { elementsOf, type FlatShape, type TensorShape } from '../net-spec.ts';
import { axisInto, describeShape, shapeError } from './shape-error.ts';

/** All elements in one axis. Throws `bad-request` for a vector, which there is nothing to flatten of. */
export function flattenOutput(layer: LayerOf<'flatten'>, input: TensorShape): FlatShape {
  if (input.length === 1)
    throw shapeError(layer, `gets ${describeShape(input)}, which is flat already: leave it out.`);
  return [elementsOf(input)];
}

/** The layer's own shape. Throws `bad-request` where it holds another number of elements. */
export function reshapeOutput(layer: LayerOf<'reshape'>, input: TensorShape): TensorShape {
  if (elementsOf(layer.shape) !== elementsOf(input)) {
    throw shapeError(
      layer,
      `makes ${describeShape(layer.shape)} of ${describeShape(input)}: both have to have the same number of elements.`,
    );
  }
  return layer.shape;
}

/** Throws `bad-request` unless the permutation names each axis once. */
export function transposeOutput(layer: LayerOf<'transpose'>, input: TensorShape): TensorShape {
  const { permutation } = layer;
  const output = permutation.map((axis) => input[axis]).filter((size) => size !== undefined);
  if (output.length !== input.length || new Set(permutation).size !== input.length) {
    throw shapeError(
      layer,
      `orders the axes of ${describeShape(input)} as ${permutation.join(', ')}: name each of 0 to ${input.length - 1} once.`,
    );
  }
  return output;
}

/** Throws `bad-request` where the slice reaches over the end. */
export function sliceOutput(layer: LayerOf<'slice'>, input: TensorShape): TensorShape {
  const axis = axisInto(layer, layer.axis, input);
  if (layer.begin + layer.size > (input[axis] ?? 0)) {
    throw shapeError(
      layer,
      `takes ${layer.size} elements from ${layer.begin} on of axis ${axis} of ${describeShape(input)}: that is more than there are.`,
    );
  }
  return input.with(axis, layer.size);
}

/** The shape stays. Throws `bad-request` where an axis is not there, or shifts and axes are not as many. */
export function rollOutput(layer: LayerOf<'roll'>, input: TensorShape): TensorShape {
  if (layer.shifts.length !== layer.axes.length) {
    throw shapeError(
      layer,
      `has ${layer.shifts.length} shifts for ${layer.axes.length} axes: give each axis its own.`,
    );
  }
  for (const axis of layer.axes) axisInto(layer, axis, input);
  return input;
}
