import { type Matrix, makeMatrix } from './matrix.ts';

/** A picture: RGBA bytes `[height, width, 4]`, as a canvas holds it. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** A colour, each part 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** An opaque picture whose colour at each place is what `colour` says; parts outside 0..255 are clamped. */
export function makePixels(width: number, height: number, colour: (x: number, y: number) => Rgb): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [red, green, blue] = colour(x, y);
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
      data[at + 3] = 255;
    }
  }
  return { width, height, data };
}

/** The colour of a pixel; black outside. */
export function colourAt({ width, height, data }: Pixels, x: number, y: number): Rgb {
  if (x < 0 || y < 0 || x >= width || y >= height) return [0, 0, 0];
  const at = (y * width + x) * 4;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** A copy with `change` done to each value of each channel; what leaves 0..255 is clamped. A byte has 256 values, so each is worked out once. */
export function mapChannels(
  { width, height, data }: Pixels,
  change: (value: number, channel: 0 | 1 | 2) => number,
): Pixels {
  const table = (channel: 0 | 1 | 2) =>
    Uint8ClampedArray.from({ length: 256 }, (_, value) => change(value, channel));
  const tables = [table(0), table(1), table(2)];
  return { width, height, data: data.map((value, at) => tables[at % 4]?.[value] ?? value) };
}

/** Brightness of each pixel, 0..255, by the weights of ITU-R BT.601 that graphics programs use for grey. */
export function greyOf(pixels: Pixels): Matrix {
  return makeMatrix(pixels.height, pixels.width, (y, x) => {
    const [red, green, blue] = colourAt(pixels, x, y);
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });
}

/** One channel of a picture, 0..255. */
export function channelOf(pixels: Pixels, channel: 0 | 1 | 2): Matrix {
  return makeMatrix(pixels.height, pixels.width, (y, x) => colourAt(pixels, x, y)[channel]);
}

/** Numbers as greys: `low` is black, `high` white. */
export function greyPixels({ height, width, values }: Matrix, low: number, high: number): Pixels {
  const scale = high > low ? 255 / (high - low) : 0;
  return makePixels(width, height, (x, y) => {
    const grey = ((values[y * width + x] ?? 0) - low) * scale;
    return [grey, grey, grey];
  });
}
