import { colourTable, NOT_A_NUMBER } from '../parts/colour-scale.ts';
import type { RgbaBytes } from '../parts/draw-tiles.ts';

/** Filters one after another: uint8 `[filters, height, width, channels]`, zero at 128, what is no number 0. */
export interface FilterBytes {
  readonly bytes: Uint8Array;
  readonly filters: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Filters that read a picture are shown in its colours. */
export const COLOUR_CHANNELS = 3;

/** One filter as RGBA: of a picture's three channels all at once in their colours (grey is zero), else one channel in signed colours. */
export function filterPixels(kernels: FilterBytes, filter: number, channel: number | 'colours'): RgbaBytes {
  const { bytes, height, width, channels } = kernels;
  const table = colourTable('signed');
  const size = height * width;
  const pixels = new Uint8ClampedArray(size * 4);
  for (let at = 0; at < size; at++) {
    const first = (filter * size + at) * channels;
    const seen =
      channel === 'colours'
        ? bytes.subarray(first, first + COLOUR_CHANNELS)
        : [bytes[first + channel] ?? 128];
    const of = (part: number) => {
      if (seen.includes(0)) return NOT_A_NUMBER[part];
      return channel === 'colours' ? seen[part] : table[(seen[0] ?? 128) * 3 + part];
    };
    pixels[at * 4] = of(0) ?? 0;
    pixels[at * 4 + 1] = of(1) ?? 0;
    pixels[at * 4 + 2] = of(2) ?? 0;
    pixels[at * 4 + 3] = 255;
  }
  return pixels;
}

/**
 * Kernels as bytes with zero at 128: all on the scale of the largest weight, or each filter on that of its own. What is not a number becomes 0.
 */
export function filterBytes(
  kernel: Float32Array,
  [filters = 0, height = 0, width = 0, channels = 0]: readonly number[],
  scale: 'layer' | 'filter',
): FilterBytes {
  const size = height * width * channels;
  const bytes = new Uint8Array(kernel.length);
  const whole = scale === 'layer' ? largest(kernel) : 0;
  for (let filter = 0; filter < filters; filter++) {
    const own = kernel.subarray(filter * size, (filter + 1) * size);
    const most = scale === 'layer' ? whole : largest(own);
    own.forEach((weight, at) => {
      const share = most === 0 ? 0 : weight / most;
      bytes[filter * size + at] = Number.isFinite(weight) ? Math.round(128 + share * 127) : 0;
    });
  }
  return { bytes, filters, height, width, channels };
}

function largest(weights: Float32Array): number {
  return weights.reduce(
    (most, weight) => (Number.isFinite(weight) ? Math.max(most, Math.abs(weight)) : most),
    0,
  );
}
