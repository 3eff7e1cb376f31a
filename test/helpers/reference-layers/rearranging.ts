import type { LayerOf } from '../../../src-shared/nets/layer-spec.ts';
import { type Array64, arrayOf, get } from './array.ts';

export function transpose({ permutation }: LayerOf<'transpose'>, input: Array64): Array64 {
  const order = [0, ...permutation.map((axis) => axis + 1)];
  return arrayOf(
    order.map((axis) => input.shape[axis] ?? 0),
    (...place) => get(input, ...order.map((_, axis) => place[order.indexOf(axis)] ?? 0)),
  );
}

export function slice(layer: LayerOf<'slice'>, input: Array64): Array64 {
  const axis = layer.axis < 0 ? layer.axis + input.shape.length : layer.axis + 1;
  return arrayOf(input.shape.with(axis, layer.size), (...place) =>
    get(input, ...place.with(axis, (place[axis] ?? 0) + layer.begin)),
  );
}

export function roll({ shifts, axes }: LayerOf<'roll'>, input: Array64): Array64 {
  return arrayOf(input.shape, (...place) => {
    const from = [...place];
    for (const [index, axis] of axes.entries()) {
      const n = input.shape[axis + 1] ?? 1;
      from[axis + 1] = ((((from[axis + 1] ?? 0) - (shifts[index] ?? 0)) % n) + n) % n;
    }
    return get(input, ...from);
  });
}
