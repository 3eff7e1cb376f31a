import type { Columns } from '../../../../src-shared/series/columns.ts';

/** Colours of pixels, four bytes each: red, green, blue, opacity (not multiplied into the colours), as a canvas takes them. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

export interface Paint {
  /** `#rrggbb`. */
  readonly colour: string;
  /** 0..1. */
  readonly opacity: number;
  /** Pixels that a line is high, at least; fractions give softer ones. */
  readonly thickness: number;
}

/**
 * Paints what a curve covers: every column from the pixel of its highest to that of its lowest value. `toY` gives pixels from the top. A canvas'
 * own strokes take ten times as long where fifty noisy curves are drawn without a GPU; columns need no joints and no slopes.
 */
export function paintColumns(
  pixels: Pixels,
  { low, high }: Columns,
  toY: (value: number) => number,
  { colour, opacity, thickness }: Paint,
): void {
  const { width, height, data } = pixels;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  for (let column = 0; column < Math.min(width, low.length); column += 1) {
    const [bottomValue, topValue] = [low[column] ?? Number.NaN, high[column] ?? Number.NaN];
    if (Number.isNaN(bottomValue)) continue;
    const top = toY(topValue) - thickness / 2;
    const bottom = toY(bottomValue) + thickness / 2;
    const end = Math.min(height - 1, Math.ceil(bottom) - 1);
    for (let row = Math.max(0, Math.floor(top)); row <= end; row += 1) {
      // The share of the pixel's height that is covered softens the edges.
      const alpha = opacity * (Math.min(row + 1, bottom) - Math.max(row, top));
      const at = 4 * (row * width + column);
      const below = (data[at + 3] ?? 0) / 255;
      if (alpha > 0.99 || below === 0) {
        data[at] = red ?? 0;
        data[at + 1] = green ?? 0;
        data[at + 2] = blue ?? 0;
        data[at + 3] = 255 * alpha;
        continue;
      }
      const rest = below * (1 - alpha);
      const together = alpha + rest;
      data[at] = ((red ?? 0) * alpha + (data[at] ?? 0) * rest) / together;
      data[at + 1] = ((green ?? 0) * alpha + (data[at + 1] ?? 0) * rest) / together;
      data[at + 2] = ((blue ?? 0) * alpha + (data[at + 2] ?? 0) * rest) / together;
      data[at + 3] = 255 * together;
    }
  }
}
