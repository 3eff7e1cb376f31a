import type { ChannelFilter } from '../../../../src-shared/lab/convolve.ts';
import { FILTERS, type NamedFilter } from '../../../../src-shared/lab/filters.ts';
import { type Matrix, matrixOf } from '../../../../src-shared/lab/matrix.ts';

/** What the three channels are called. */
export const CHANNELS = ['Red', 'Green', 'Blue'] as const;

/** A picture of 6 × 6 × 3 with an orange roof on a green ground below a blue sky. */
export const RGB_PICTURE: readonly [Matrix, Matrix, Matrix] = [
  matrixOf([
    [80, 80, 80, 80, 80, 80],
    [80, 80, 230, 230, 80, 80],
    [80, 230, 230, 230, 230, 80],
    [80, 250, 250, 250, 250, 80],
    [90, 250, 250, 250, 250, 90],
    [90, 90, 90, 90, 90, 90],
  ]),
  matrixOf([
    [160, 160, 160, 160, 160, 160],
    [160, 160, 110, 110, 160, 160],
    [160, 110, 110, 110, 110, 160],
    [160, 240, 240, 240, 240, 160],
    [180, 240, 240, 240, 240, 180],
    [180, 180, 180, 180, 180, 180],
  ]),
  matrixOf([
    [240, 240, 240, 240, 240, 240],
    [240, 240, 50, 50, 240, 240],
    [240, 50, 50, 50, 50, 240],
    [240, 220, 220, 220, 220, 240],
    [70, 220, 220, 220, 220, 70],
    [70, 70, 70, 70, 70, 70],
  ]),
];

/** A filter that asks the same of all three channels. */
export function sameForAll({ name, weights }: NamedFilter): ChannelFilter {
  return { name, channels: [weights, weights, weights], bias: 0 };
}

/** The ten filters of the slide "For multiple filters", its two first. */
export const TEN_FILTERS: readonly ChannelFilter[] = FILTERS.map(sameForAll);
