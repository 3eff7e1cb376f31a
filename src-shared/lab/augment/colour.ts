import { colourAt, greyOf, makePixels, mapChannels, type Pixels, type Rgb } from '../pixels.ts';

/** Adds `amount` × 255 to every channel; −1 is black, 1 is white. */
export function brighten(pixels: Pixels, amount: number): Pixels {
  return mapChannels(pixels, (value) => value + amount * 255);
}

/** Moves every channel away from (factor above 1) or towards (below 1) the mean brightness of the picture. */
export function contrast(pixels: Pixels, factor: number): Pixels {
  const grey = greyOf(pixels).values;
  const mean = grey.reduce((sum, value) => sum + value, 0) / Math.max(1, grey.length);
  return mapChannels(pixels, (value) => mean + (value - mean) * factor);
}

/** A rectangle in shares of the picture's width and height, 0..1. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The largest part of a picture that a square patch of a share of its area covers, kept inside, its middle near `x`, `y` (0..1). */
export function squarePatch(area: number, x: number, y: number): Patch {
  const side = Math.sqrt(area);
  const inside = (middle: number) => Math.min(1 - side, Math.max(0, middle - side / 2));
  return { x: inside(x), y: inside(y), width: side, height: side };
}

/** Random erasing: the patch becomes a grey without structure (Zhong et al., 2020). */
export function erase(pixels: Pixels, patch: Patch): Pixels {
  const grey: Rgb = [124, 116, 104];
  return replacePatch(pixels, patch, () => grey);
}

/** Mixup: share · first + (1 − share) · second, the labels alike (Zhang et al., 2018). Both pictures have one size. */
export function mixup(first: Pixels, second: Pixels, share: number): Pixels {
  return makePixels(first.width, first.height, (x, y) => {
    const [one, two] = [colourAt(first, x, y), colourAt(second, x, y)];
    const mix = (channel: 0 | 1 | 2) => share * one[channel] + (1 - share) * two[channel];
    return [mix(0), mix(1), mix(2)];
  });
}

/** CutMix: the patch comes from the second picture, the labels count by area (Yun et al., 2019). Both pictures have one size. */
export function cutmix(first: Pixels, second: Pixels, patch: Patch): Pixels {
  return replacePatch(first, patch, (x, y) => colourAt(second, x, y));
}

function replacePatch(pixels: Pixels, patch: Patch, colour: (x: number, y: number) => Rgb): Pixels {
  const [left, top] = [Math.round(patch.x * pixels.width), Math.round(patch.y * pixels.height)];
  const right = left + Math.round(patch.width * pixels.width);
  const bottom = top + Math.round(patch.height * pixels.height);
  return makePixels(pixels.width, pixels.height, (x, y) =>
    x >= left && x < right && y >= top && y < bottom ? colour(x, y) : colourAt(pixels, x, y),
  );
}
