import { colourAt, makePixels, type Pixels, type Rgb } from '../pixels.ts';

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
  return makePixels(size, size, (x, y) => between(pixels, a * x + b * y + c, d * x + e * y + f));
}

/** The colour between four pixels, each by its nearness. */
function between(pixels: Pixels, x: number, y: number): Rgb {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, low] = [x - left, y - top];
  const corners = [
    [colourAt(pixels, left, top), (1 - right) * (1 - low)],
    [colourAt(pixels, left + 1, top), right * (1 - low)],
    [colourAt(pixels, left, top + 1), (1 - right) * low],
    [colourAt(pixels, left + 1, top + 1), right * low],
  ] as const;
  const part = (channel: 0 | 1 | 2) =>
    corners.reduce((sum, [colour, share]) => sum + colour[channel] * share, 0);
  return [part(0), part(1), part(2)];
}
