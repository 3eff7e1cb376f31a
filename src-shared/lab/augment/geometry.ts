import type { Pixels } from '../pixels.ts';

/** Where a picture is looked at. All at their resting values show the middle, as when a network is used. */
export interface Geometry {
  readonly mirrored: boolean;
  /** Place of the crop between the left (−1) and the right edge (1), and between top and bottom. */
  readonly cropX: number;
  readonly cropY: number;
  /** Clockwise, degrees. */
  readonly rotation: number;
  /** Enlargement; 1 leaves the size. */
  readonly scale: number;
  /** Sideways, degrees. */
  readonly shear: number;
}

/** No change: the crop in the middle. */
export const STRAIGHT: Geometry = { mirrored: false, cropX: 0, cropY: 0, rotation: 0, scale: 1, shear: 0 };

/** Takes a place of the result to the place of the picture that it shows: `[a, b, c, d, e, f]`, x' = a·x + b·y + c, y' = d·x + e·y + f. */
export type Affine = readonly [number, number, number, number, number, number];

/**
 * The transform of a crop of `size` × `size` from a picture of `width` × `height`. Rotation, shear, scale and mirror are about the
 * middle of the crop. It is the inverse of what is done to the picture, because each pixel of the result asks where it comes from.
 */
export function cropTransform(geometry: Geometry, width: number, height: number, size: number): Affine {
  const { mirrored, cropX, cropY, rotation, scale, shear } = geometry;
  const angle = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const slant = Math.tan((shear * Math.PI) / 180);
  const flip = mirrored ? -1 : 1;
  // Result → (mirror) → (shear) → (rotate and shrink) → picture, about the middles of both.
  const [a, b] = [flip * cos, slant * cos + sin];
  const [d, e] = [-flip * sin, -slant * sin + cos];
  const middle = (size - 1) / 2;
  const centreX = (width - 1) / 2 + (cropX * (width - size)) / 2;
  const centreY = (height - 1) / 2 + (cropY * (height - size)) / 2;
  return [a, b, centreX - (a + b) * middle, d, e, centreY - (d + e) * middle];
}

/** The crop, with bilinear interpolation and black outside of the picture. */
export function crop(pixels: Pixels, geometry: Geometry, size: number): Pixels {
  const [a, b, c, d, e, f] = cropTransform(geometry, pixels.width, pixels.height, size);
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (y * size + x) * 4;
      const [fromX, fromY] = [a * x + b * y + c, d * x + e * y + f];
      for (let channel = 0; channel < 3; channel++)
        data[at + channel] = between(pixels, fromX, fromY, channel);
      data[at + 3] = 255;
    }
  }
  return { width: size, height: size, data };
}

/** The value between four pixels, each by its nearness. */
function between(pixels: Pixels, x: number, y: number, channel: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, low] = [x - left, y - top];
  const above =
    (1 - right) * byteAt(pixels, left, top, channel) + right * byteAt(pixels, left + 1, top, channel);
  const below =
    (1 - right) * byteAt(pixels, left, top + 1, channel) + right * byteAt(pixels, left + 1, top + 1, channel);
  return (1 - low) * above + low * below;
}

function byteAt({ width, height, data }: Pixels, x: number, y: number, channel: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? 0 : (data[(y * width + x) * 4 + channel] ?? 0);
}
