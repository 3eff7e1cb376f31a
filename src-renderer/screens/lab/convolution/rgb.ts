import type { ChannelFilter } from '../../../../src-shared/lab/convolve.ts';
import { FILTERS, type NamedFilter } from '../../../../src-shared/lab/filters.ts';
import { type Matrix, matrixOf } from '../../../../src-shared/lab/matrix.ts';

/** What the three channels are called. */
export const CHANNELS = ['Red', 'Green', 'Blue'] as const;

/** Red, green and blue of sky, roof, wall and ground. */
const COLOURS: Readonly<Record<string, readonly number[]>> = {
  s: [80, 160, 240],
  r: [230, 110, 50],
  w: [250, 240, 220],
  g: [90, 180, 70],
};

const HOUSE = ['ssssss', 'ssrrss', 'srrrrs', 'swwwws', 'gwwwwg', 'gggggg'];

/** A picture of 6 × 6 × 3: a house with an orange roof on a green ground below a blue sky. */
export const RGB_PICTURE: readonly [Matrix, Matrix, Matrix] = [channelOf(0), channelOf(1), channelOf(2)];

function channelOf(channel: number): Matrix {
  return matrixOf(HOUSE.map((row) => [...row].map((part) => COLOURS[part]?.[channel] ?? 0)));
}

/** A filter that asks the same of all three channels. */
export function sameForAll({ name, weights }: NamedFilter): ChannelFilter {
  return { name, channels: [weights, weights, weights], bias: 0 };
}

/** The ten filters of the slide "For multiple filters", its two first. */
export const TEN_FILTERS: readonly ChannelFilter[] = FILTERS.map(sameForAll);
