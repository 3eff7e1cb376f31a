import type { Columns } from '../../../../src-shared/series/columns.ts';

/**
 * The pixels of a picture while it is painted: column after column, each from the top, for that is how they are painted. A pixel is its
 * opacity, blue, green and red from the highest byte down, the colours multiplied by the opacity: what lies over it is mixed in without a division.
 */
export interface Painting {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

export interface Paint {
  /** `#rrggbb`. */
  readonly colour: string;
  /** 0..1. */
  readonly opacity: number;
  /** Pixels that a line is high, at least; fractions give softer ones. */
  readonly thickness: number;
}

/** Every other byte of a pixel: red and blue, or shifted by one byte green and opacity. With room above each, both are computed with at once. */
const TWO_BYTES = 0xff00ff;
/** A half of each byte that is cut off, so that it is rounded. */
const TWO_HALVES = 0x800080;

/** Nothing painted yet. */
export function createPainting(width: number, height: number): Painting {
  return { width, height, pixels: new Uint32Array(width * height) };
}

/**
 * Paints what a curve covers: every column from the pixel of its highest to that of its lowest value. `toY` gives pixels from the top. A canvas'
 * own strokes take ten times as long where fifty noisy curves are drawn without a GPU; columns need no joints and no slopes.
 */
export function paintColumns(
  { width, height, pixels }: Painting,
  { low, high }: Columns,
  toY: (value: number) => number,
  { colour, opacity, thickness }: Paint,
): void {
  const [red, green, blue] = rgb(colour);
  const redBlue = (blue << 16) | red;
  const greenOpacity = 0xff0000 | green;
  /** Paints pixels `from` to `end` (not included); `share` of 256 is what they become of the colour. */
  const mix = (from: number, end: number, share: number) => {
    const rest = 256 - share;
    const ownRedBlue = Math.imul(redBlue, share) + TWO_HALVES;
    const ownGreenOpacity = Math.imul(greenOpacity, share) + TWO_HALVES;
    for (let at = from; at < end; at += 1) {
      const below = pixels[at] ?? 0;
      const mixed = ownRedBlue + Math.imul(below & TWO_BYTES, rest);
      const others = ownGreenOpacity + Math.imul((below >>> 8) & TWO_BYTES, rest);
      pixels[at] = ((mixed >>> 8) & TWO_BYTES) | (others & ~TWO_BYTES);
    }
  };
  for (let column = 0; column < Math.min(width, low.length); column += 1) {
    const lowest = low[column] ?? Number.NaN;
    if (Number.isNaN(lowest)) continue;
    const top = Math.max(0, toY(high[column] ?? lowest) - thickness / 2);
    const bottom = Math.min(height, toY(lowest) + thickness / 2);
    if (!(top < bottom)) continue;
    const first = column * height + Math.floor(top);
    const last = column * height + Math.ceil(bottom) - 1;
    // The share of the first and the last pixel's height that is covered softens the edges.
    const missing = top - Math.floor(top);
    const beyond = Math.ceil(bottom) - bottom;
    if (first === last) {
      mix(first, first + 1, Math.round(256 * opacity * (1 - missing - beyond)));
      continue;
    }
    mix(first, first + 1, Math.round(256 * opacity * (1 - missing)));
    mix(first + 1, last, Math.round(256 * opacity));
    mix(last, last + 1, Math.round(256 * opacity * (1 - beyond)));
  }
}

/** What was painted, row by row, as a canvas takes it: red, green, blue, opacity, a byte each and the colours not multiplied. */
export function paintedPixels({ width, height, pixels }: Painting): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(4 * width * height);
  let from = 0;
  for (let column = 0; column < width; column += 1) {
    for (let at = 4 * column; at < data.length; at += 4 * width) {
      const pixel = pixels[from] ?? 0;
      from += 1;
      if (pixel === 0) continue;
      const opacity = pixel >>> 24;
      const times = 255 / opacity;
      data[at] = (pixel & 0xff) * times;
      data[at + 1] = ((pixel >>> 8) & 0xff) * times;
      data[at + 2] = ((pixel >>> 16) & 0xff) * times;
      data[at + 3] = opacity;
    }
  }
  return data;
}

function rgb(colour: string): [red: number, green: number, blue: number] {
  const all = Number.parseInt(colour.slice(1), 16);
  return [all >> 16, (all >> 8) & 0xff, all & 0xff];
}
