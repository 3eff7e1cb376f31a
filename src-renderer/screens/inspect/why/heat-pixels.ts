import { colourTable } from '../parts/colour-scale.ts';
import type { RgbaBytes } from '../parts/draw-tiles.ts';

/**
 * A map as colours to lay over a picture: the farther from zero, the less transparent, up to `opacity` (0..1). Strengths where nothing is negative,
 * else signed colours. Scaled to the value farthest from zero.
 */
export function heatPixels(map: Float32Array, opacity: number): RgbaBytes {
  const largest = farthest(map);
  const isSigned = map.some((value) => value < 0);
  const table = colourTable(isSigned ? 'signed' : 'strength');
  const pixels = new Uint8ClampedArray(map.length * 4);
  map.forEach((value, at) => {
    const share = largest === 0 ? 0 : value / largest;
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
  const largest = farthest(values);
  const pixels = new Uint8ClampedArray((values.length / 3) * 4);
  for (let at = 0; at * 3 < values.length; at++) {
    for (let part = 0; part < 3; part++) {
      const share = largest === 0 ? 0 : (values[at * 3 + part] ?? 0) / largest;
      pixels[at * 4 + part] = 127.5 + 127.5 * Math.sign(share) * Math.sqrt(Math.abs(share));
    }
    pixels[at * 4 + 3] = 255;
  }
  return pixels;
}

function farthest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
