import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import type { EagerContext } from '../eager-layer.ts';

/** The axis of a tensor with a batch for one that is counted without. */
export function withBatch(axis: number, x: Tensor): number {
  return axis < 0 ? axis + x.rank : axis + 1;
}

export function applySlice({ tf }: EagerContext, { layer }: TracedOf<'slice'>, x: Tensor): Tensor {
  return sliceOf(tf, x, withBatch(layer.axis, x), layer.begin, layer.size);
}

/** What falls off at the end of an axis comes in at its start. */
export function applyRoll({ tf }: EagerContext, { layer }: TracedOf<'roll'>, x: Tensor): Tensor {
  return layer.axes.reduce((value, axis, index) => {
    const place = withBatch(axis, value);
    const size = value.shape[place] ?? 1;
    const shift = (((layer.shifts[index] ?? 0) % size) + size) % size;
    if (shift === 0) return value;
    const end = sliceOf(tf, value, place, size - shift, shift);
    return tf.concat([end, sliceOf(tf, value, place, 0, size - shift)], place);
  }, x);
}

function sliceOf(tf: EagerContext['tf'], x: Tensor, axis: number, begin: number, size: number): Tensor {
  const from = x.shape.map((_, index) => (index === axis ? begin : 0));
  return tf.slice(x, from, x.shape.with(axis, size));
}
