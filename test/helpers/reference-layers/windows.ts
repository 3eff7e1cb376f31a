import type { TracedOf } from '../../../src-shared/nets/trace-shapes.ts';
import { windowAxis } from '../../../src-shared/nets/window.ts';
import { type Array64, arrayOf, find, get, mean, range } from './array.ts';

type Pair = readonly [number, number];

/** Places [row, column] of the window behind each output place, some of them outside of the picture. */
function windowPlaces(
  [height, width]: readonly number[],
  {
    size,
    stride,
    padding,
    dilation = [1, 1],
  }: { size: Pair; stride: Pair; padding: 'valid' | 'same'; dilation?: Pair | undefined },
): (y: number, x: number) => { i: number; j: number; row: number; column: number }[] {
  const span = (axis: 0 | 1): number => (size[axis] - 1) * dilation[axis] + 1;
  const top = windowAxis(height ?? 0, span(0), stride[0], padding).padBefore;
  const left = windowAxis(width ?? 0, span(1), stride[1], padding).padBefore;
  return (y, x) =>
    range(size[0]).flatMap((i) =>
      range(size[1]).map((j) => ({
        i,
        j,
        row: y * stride[0] + i * dilation[0] - top,
        column: x * stride[1] + j * dilation[1] - left,
      })),
    );
}

export function conv(
  { layer, input: shape, output }: TracedOf<'conv'>,
  input: Array64,
  kernel: Array64,
): Array64 {
  const places = windowPlaces(shape, { ...layer, size: layer.kernel });
  const groups = layer.groups ?? 1;
  const perGroup = shape[2] / groups;
  return arrayOf([input.shape[0] ?? 0, ...output], (b = 0, y = 0, x = 0, filter = 0) => {
    const first = Math.floor(filter / (layer.filters / groups)) * perGroup;
    let total = 0;
    for (const { i, j, row, column } of places(y, x)) {
      for (let c = 0; c < perGroup; c++) {
        total += get(input, b, row, column, first + c) * get(kernel, i, j, c, filter);
      }
    }
    return total;
  });
}

export function depthwiseConv(
  { layer, input: shape, output }: TracedOf<'depthwise-conv'>,
  input: Array64,
  kernel: Array64,
): Array64 {
  const places = windowPlaces(shape, { ...layer, size: layer.kernel });
  return arrayOf([input.shape[0] ?? 0, ...output], (b = 0, y = 0, x = 0, filter = 0) => {
    const channel = Math.floor(filter / layer.multiplier);
    let total = 0;
    for (const { i, j, row, column } of places(y, x)) {
      total += get(input, b, row, column, channel) * get(kernel, i, j, channel, filter % layer.multiplier);
    }
    return total;
  });
}

export function pool(
  { layer, input: shape, output }: TracedOf<'max-pool' | 'average-pool' | 'min-pool'>,
  input: Array64,
): Array64 {
  const places = windowPlaces(shape, layer);
  const reduce = {
    'max-pool': (values: number[]) => Math.max(...values),
    'min-pool': (values: number[]) => Math.min(...values),
    'average-pool': mean,
  }[layer.type];
  return arrayOf([input.shape[0] ?? 0, ...output], (b = 0, y = 0, x = 0, c = 0) =>
    reduce(places(y, x).flatMap(({ row, column }) => find(input, [b, row, column, c]) ?? [])),
  );
}

export function globalPool({ layer, output }: TracedOf<'global-pool'>, input: Array64): Array64 {
  const [batch = 0, ...rest] = input.shape;
  const channels = rest.at(-1) ?? 1;
  const pixels = input.data.length / batch / channels;
  const flat: Array64 = { shape: [batch, pixels, channels], data: input.data };
  return arrayOf([batch, ...output], (b = 0, ...place) => {
    const values = range(pixels).map((pixel) => get(flat, b, pixel, place.at(-1) ?? 0));
    return layer.mode === 'max' ? Math.max(...values) : mean(values);
  });
}
