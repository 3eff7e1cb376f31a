import { colourTable } from '../parts/colour-scale.ts';
import type { RgbaBytes } from '../parts/draw-tiles.ts';

/** Share of the values that lie beyond the ends of the scale. */
const BEYOND = 0.005;

/**
 * A map as colours to lay over a picture: the farther from zero, the less transparent, up to `opacity` (0..1). Strengths where nothing is negative,
 * else signed colours. The scale ends at the value that only one in 200 is beyond: single pixels would leave the rest without colour.
 */
export function heatPixels(map: Float32Array, opacity: number): RgbaBytes {
  const largest = scaleEnd(map);
  const isSigned = map.some((value) => value < 0);
  const table = colourTable(isSigned ? 'signed' : 'strength');
  const pixels = new Uint8ClampedArray(map.length * 4);
  map.forEach((value, at) => {
    const share = largest === 0 ? 0 : Math.max(-1, Math.min(1, value / largest));
    const level = Math.round(255 * (isSigned ? 0.5 + share / 2 : share)) * 3;
    pixels[at * 4] = table[level] ?? 0;
    pixels[at * 4 + 1] = table[level + 1] ?? 0;
    pixels[at * 4 + 2] = table[level + 2] ?? 0;
    pixels[at * 4 + 3] = 255 * opacity * Math.sqrt(Math.abs(share));
  });
  return pixels;
}

/** Attributions with colours, `[height, width, 3]`, as a picture of its own: grey is zero. */
export function colourPixels(values: Float32Array): RgbaBytes {
  const largest = scaleEnd(values);
  const pixels = new Uint8ClampedArray((values.length / 3) * 4);
  for (let at = 0; at * 3 < values.length; at++) {
    for (let part = 0; part < 3; part++) {
      const share = largest === 0 ? 0 : Math.max(-1, Math.min(1, (values[at * 3 + part] ?? 0) / largest));
      pixels[at * 4 + part] = 127.5 + 127.5 * share;
    }
    pixels[at * 4 + 3] = 255;
  }
  return pixels;
}

/** The magnitude that a share of `BEYOND` of the values is beyond; the largest where that is zero. */
function scaleEnd(values: Float32Array): number {
  const sizes = values.map(Math.abs).sort();
  const end = sizes[Math.ceil((sizes.length - 1) * (1 - BEYOND))] ?? 0;
  return end > 0 ? end : (sizes.at(-1) ?? 0);
}
