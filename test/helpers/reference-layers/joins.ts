import type { LayerOf } from '../../../src-shared/nets/layer-spec.ts';
import type { TracedOf } from '../../../src-shared/nets/trace-shapes.ts';
import { type Array64, arrayOf, get, range, sum } from './array.ts';

export function add(inputs: readonly Array64[]): Array64 {
  const [first] = inputs;
  return arrayOf(first?.shape ?? [], (...place) => sum(inputs.map((input) => get(input, ...place))));
}

/** Combines each element of `a` with the one of `b` that is spread to its place; `b` may lack leading axes. */
export function spread(a: Array64, b: Array64, combine: (a: number, b: number) => number): Array64 {
  return arrayOf(a.shape, (...place) => {
    const behind = place.slice(place.length - b.shape.length);
    return combine(get(a, ...place), get(b, ...behind.map((at, axis) => (b.shape[axis] === 1 ? 0 : at))));
  });
}

export function concatenate({ layer, output }: TracedOf<'concatenate'>, inputs: readonly Array64[]): Array64 {
  const axis = 1 + (layer.axis < 0 ? layer.axis + output.length : layer.axis);
  return arrayOf([inputs[0]?.shape[0] ?? 0, ...output], (...place) => {
    let at = place[axis] ?? 0;
    for (const input of inputs) {
      const n = input.shape[axis] ?? 0;
      if (at < n) return get(input, ...place.with(axis, at));
      at -= n;
    }
    return Number.NaN;
  });
}

export function matmul({ layer, output }: TracedOf<'matmul'>, a: Array64, b: Array64): Array64 {
  const inner = a.shape.at(layer.transposeA ? -2 : -1) ?? 0;
  return arrayOf([a.shape[0] ?? 0, ...output], (...place) => {
    const leading = place.slice(0, -2);
    const [row = 0, column = 0] = place.slice(-2);
    const products = range(inner).map((k) => {
      const left = layer.transposeA ? [k, row] : [row, k];
      const right = layer.transposeB ? [column, k] : [k, column];
      return get(a, ...leading, ...left) * get(b, ...leading, ...right);
    });
    return sum(products) * (layer.scale ?? 1);
  });
}

/** A product over the last axis with a kernel [in, units]. */
export function dense(layer: LayerOf<'dense'>, input: Array64, kernel: Array64): Array64 {
  return arrayOf(input.shape.with(-1, layer.units), (...place) => {
    const inputs = input.shape.at(-1) ?? 0;
    return sum(
      range(inputs).map((k) => get(input, ...place.with(-1, k)) * get(kernel, k, place.at(-1) ?? 0)),
    );
  });
}
