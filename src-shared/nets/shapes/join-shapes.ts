import type { LayerOf, LayerSpec } from '../layer-spec.ts';
import type { TensorShape } from '../net-spec.ts';
import { axisInto, describeShape, shapeError } from './shape-error.ts';

/** Shape of a sum: that of every input. Throws `bad-request` where they differ. */
export function addOutput(layer: LayerOf<'add'>, inputs: readonly TensorShape[]): TensorShape {
  const [first = [], ...others] = inputs;
  const other = others.find((shape) => !isSame(shape, first));
  if (other) {
    throw shapeError(
      layer,
      `adds ${describeShape(first)} and ${describeShape(other)}: bring them to one shape, for example by a 1 × 1 convolution.`,
    );
  }
  return first;
}

/** Shape of a product: that of its first input. Throws `bad-request` where the second is neither equal nor 1 on an axis. */
export function multiplyOutput(layer: LayerSpec, first: TensorShape, second: TensorShape): TensorShape {
  if (!broadcasts(second, first)) {
    throw shapeError(
      layer,
      `multiplies ${describeShape(first)} by ${describeShape(second)}: each axis of the second has to be as long as that of the first, or 1.`,
    );
  }
  return first;
}

/** Whether a tensor can be spread over another: as many axes, each as long or 1. */
export function broadcasts(small: TensorShape, large: TensorShape): boolean {
  return small.length === large.length && small.every((size, axis) => size === 1 || size === large[axis]);
}

/** Shape of inputs behind one another. Throws `bad-request` where they differ on another axis than that one. */
export function concatenateOutput(
  layer: LayerOf<'concatenate'>,
  inputs: readonly TensorShape[],
): TensorShape {
  const [first = [], ...others] = inputs;
  const axis = axisInto(layer, layer.axis, first);
  const other = others.find((shape) => !isSame(shape.toSpliced(axis, 1), first.toSpliced(axis, 1)));
  if (other) {
    throw shapeError(
      layer,
      `puts ${describeShape(first)} and ${describeShape(other)} behind one another: they may differ in axis ${axis} only.`,
    );
  }
  return first.with(
    axis,
    inputs.reduce((sum, shape) => sum + (shape[axis] ?? 0), 0),
  );
}

/** `[…, n, k]` times `[…, k, m]` is `[…, n, m]`. Throws `bad-request` where the inner sizes or the leading axes differ. */
export function matmulOutput(layer: LayerOf<'matmul'>, first: TensorShape, second: TensorShape): TensorShape {
  const [n, k] = lastTwo(layer, first, layer.transposeA);
  const [inner, m] = lastTwo(layer, second, layer.transposeB);
  const leading = first.slice(0, -2);
  if (k !== inner || !isSame(leading, second.slice(0, -2))) {
    throw shapeError(
      layer,
      `multiplies ${describeShape(first)} by ${describeShape(second)}: as many columns as rows are needed${
        layer.transposeA || layer.transposeB ? ' (after transposing)' : ''
      }, and the same axes before them.`,
    );
  }
  return [...leading, n, m];
}

function lastTwo(layer: LayerSpec, shape: TensorShape, transposed = false): readonly [number, number] {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw shapeError(
      layer,
      `needs matrices but gets ${describeShape(shape)}: put a reshape layer before it.`,
    );
  }
  return transposed ? [columns, rows] : [rows, columns];
}

function isSame(a: TensorShape, b: TensorShape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
