import type { LayerOf } from '../../../src-shared/nets/layer-spec.ts';
import { type Array64, arrayOf, get } from './array.ts';

export function classToken(input: Array64, token: Array64): Array64 {
  const [batch = 0, tokens = 0, channels = 0] = input.shape;
  return arrayOf([batch, tokens + 1, channels], (b = 0, t = 0, c = 0) =>
    t === 0 ? get(token, c) : get(input, b, t - 1, c),
  );
}

export function relativePositionBias(
  { window }: LayerOf<'relative-position-bias'>,
  input: Array64,
  table: Array64,
): Array64 {
  const [height, width] = window;
  return arrayOf(input.shape, (...place) => {
    const [head = 0, p = 0, q = 0] = place.slice(-3);
    const down = Math.floor(p / width) - Math.floor(q / width);
    const right = (p % width) - (q % width);
    return get(input, ...place) + get(table, (down + height - 1) * (2 * width - 1) + right + width - 1, head);
  });
}

/** Two places that the shift brought together were more than a window apart before it. */
export function windowMask({ grid, window, shift }: LayerOf<'window-mask'>, input: Array64): Array64 {
  const columns = grid[1] / window[1];
  const original = (at: number, axis: 0 | 1): number => (at + shift[axis]) % grid[axis];
  return arrayOf(input.shape, (...place) => {
    const [, w = 0, , p = 0, q = 0] = place;
    const [down, right] = ([0, 1] as const).map((axis) => {
      const corner = (axis === 0 ? Math.floor(w / columns) : w % columns) * window[axis];
      const [at, other] = [p, q].map((index) =>
        original(corner + (axis === 0 ? Math.floor(index / window[1]) : index % window[1]), axis),
      );
      return Math.abs((at ?? 0) - (other ?? 0)) >= window[axis];
    });
    return get(input, ...place) + (down || right ? -100 : 0);
  });
}
