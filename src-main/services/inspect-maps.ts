import type { LayerActivations } from '../../src-shared/contract/inspect-answers.ts';
import type { Tensor } from '../engine/protocol.ts';
import type { Numbers, PartQuery } from './inspect-answers.ts';

/** Height, width and channels under which a layer's output is drawn: a vector as one place, tokens as a column, other shapes as one map. */
export interface MapShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export function mapShape(output: readonly number[]): MapShape {
  const [first = 1, second = 1, third = 1] = output;
  if (output.length === 1) return { height: 1, width: 1, channels: first };
  if (output.length === 2) return { height: first, width: 1, channels: second };
  if (output.length === 3) return { height: first, width: second, channels: third };
  const last = output.at(-1) ?? 1;
  const rows = output.slice(0, -1).reduce((product, size) => product * size, 1);
  return { height: rows, width: last, channels: 1 };
}

/** What is said of a layer's output at once. */
export function describeMaps(layer: string, { shape, data }: Tensor): LayerActivations {
  let [lowest, highest, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  let [zeros, broken] = [0, 0];
  for (const value of data) {
    if (!Number.isFinite(value)) {
      broken++;
      continue;
    }
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    sum += value;
    if (value === 0) zeros++;
  }
  const isBroken = broken === data.length;
  return {
    layer,
    ...mapShape(shape),
    lowest: isBroken ? null : lowest,
    highest: isBroken ? null : highest,
    mean: isBroken ? null : sum / (data.length - broken),
    zeros: zeros / data.length,
    broken,
  };
}

/** The part of one layer's output that is asked for; see `activations` in contract/inspect.ts. */
export function mapPart(
  output: Tensor,
  { part, index = 0, scale = 'layer' }: PartQuery,
): Numbers | undefined {
  const { height, width, channels } = mapShape(output.shape);
  switch (part) {
    case 'values':
      return output;
    case 'tiles':
      return { shape: [channels, height, width], data: tilesOf(output.data, channels, scale === 'channel') };
    case 'ranges':
      return { shape: [channels, 2], data: rangesOf(output.data, channels) };
    case 'channel':
      if (index >= channels) return undefined;
      return { shape: [height, width], data: channelOf(output.data, channels, index) };
    default:
      return undefined;
  }
}

function channelOf(values: Tensor['data'], channels: number, channel: number): Float32Array {
  return Float32Array.from(
    { length: values.length / channels },
    (_, at) => values[at * channels + channel] ?? 0,
  );
}

/** float32 [channels, 2]: lowest and highest finite value a channel; both NaN where there is none. */
export function rangesOf(values: ArrayLike<number>, channels: number): Float32Array {
  const ranges = new Float32Array(channels * 2).fill(Number.NaN);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const low = (at % channels) * 2;
    if (!((ranges[low] ?? Number.NaN) <= value)) ranges[low] = value;
    if (!((ranges[low + 1] ?? Number.NaN) >= value)) ranges[low + 1] = value;
  }
  return ranges;
}

/** [places, channels] to uint8 [channels, places], the lowest value at 1 and the highest at 255; what is all one value is 1, and what is no number 0. */
export function tilesOf(values: ArrayLike<number>, channels: number, isByChannel: boolean): Uint8Array {
  const places = values.length / channels;
  const ranges = isByChannel ? rangesOf(values, channels) : rangesOf(values, 1);
  const tiles = new Uint8Array(values.length);
  for (let channel = 0; channel < channels; channel++) {
    const at = isByChannel ? channel * 2 : 0;
    const lowest = ranges[at] ?? 0;
    const span = (ranges[at + 1] ?? 0) - lowest;
    const factor = span > 0 ? 254 / span : 0;
    for (let place = 0; place < places; place++) {
      const value = values[place * channels + channel] ?? 0;
      if (Number.isFinite(value)) tiles[channel * places + place] = 1 + Math.round((value - lowest) * factor);
    }
  }
  return tiles;
}
