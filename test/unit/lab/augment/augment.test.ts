import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brighten,
  contrast,
  cutmix,
  erase,
  mixup,
  squarePatch,
} from '../../../../src-shared/lab/augment/colour.ts';
import { crop, STRAIGHT } from '../../../../src-shared/lab/augment/geometry.ts';
import { colourAxes, shiftColours } from '../../../../src-shared/lab/augment/pca.ts';
import { channelOf, colourAt, makePixels, type Pixels, type Rgb } from '../../../../src-shared/lab/pixels.ts';
import { random } from '../../../../src-shared/random.ts';

const seeds = fc.integer({ min: 0, max: 1_000_000 });

/** A picture of random colours that are far from the ends, so that no change is clamped. */
function picture(seed: number, size = 9): Pixels {
  const draw = random('test picture', seed);
  return makePixels(size, size, () => [80 + draw.int(90), 80 + draw.int(90), 80 + draw.int(90)]);
}

describe('the geometry of augmentation', () => {
  it('is the middle of the picture where nothing is changed', () => {
    const pixels = picture(1);
    const cropped = crop(pixels, STRAIGHT, 5);
    for (let y = 0; y < 5; y++) {
      for (let x = 0; x < 5; x++) expect(colourAt(cropped, x, y)).toEqual(colourAt(pixels, x + 2, y + 2));
    }
  });

  it('reaches the corners of the picture and no further', () => {
    const pixels = picture(2);
    const corner = crop(pixels, { ...STRAIGHT, cropX: -1, cropY: 1 }, 5);
    expect(colourAt(corner, 0, 4)).toEqual(colourAt(pixels, 0, 8));
  });

  it('mirrors from left to right, and twice is as before', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const pixels = picture(seed);
        const once = crop(pixels, { ...STRAIGHT, mirrored: true }, 9);
        expect(colourAt(once, 0, 3)).toEqual(colourAt(pixels, 8, 3));
        expect(crop(once, { ...STRAIGHT, mirrored: true }, 9)).toEqual(pixels);
      }),
    );
  });

  it('turns clockwise: after a quarter what was left is above', () => {
    const pixels = picture(3);
    const turned = crop(pixels, { ...STRAIGHT, rotation: 90 }, 9);
    expect(colourAt(turned, 4, 0)).toEqual(colourAt(pixels, 0, 4));
    expect(colourAt(turned, 8, 4)).toEqual(colourAt(pixels, 4, 0));
  });

  it('enlarges about the middle', () => {
    const pixels = picture(4);
    const large = crop(pixels, { ...STRAIGHT, scale: 2 }, 9);
    expect(colourAt(large, 4, 4)).toEqual(colourAt(pixels, 4, 4));
    expect(colourAt(large, 6, 2)).toEqual(colourAt(pixels, 5, 3));
  });
});

describe('the colours of augmentation', () => {
  it('have principal axes that are unit vectors at right angles, with the variances of the picture', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const pixels = picture(seed);
        const { variances, axes } = colourAxes(pixels);
        const dot = (a: Rgb, b: Rgb) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        for (const [i, a] of axes.entries()) {
          for (const [j, b] of axes.entries()) expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 9);
        }
        expect(variances[0]).toBeGreaterThanOrEqual(variances[1]);
        expect(variances[1]).toBeGreaterThanOrEqual(variances[2]);
        const total = varianceOf(pixels, 0) + varianceOf(pixels, 1) + varianceOf(pixels, 2);
        expect(variances[0] + variances[1] + variances[2]).toBeCloseTo(total, 6);
      }),
    );
  });

  it('find the one direction in which a picture of greys varies, and no other', () => {
    const greys = makePixels(8, 8, (x, y) => [40 + x * 9 + y, 40 + x * 9 + y, 40 + x * 9 + y]);
    const { variances, axes } = colourAxes(greys);
    for (const part of axes[0]) expect(Math.abs(part)).toBeCloseTo(1 / Math.sqrt(3), 9);
    expect(variances[1]).toBeCloseTo(0, 6);
  });

  it('shift every pixel alike', () => {
    const pixels = picture(5);
    const shifted = shiftColours(pixels, colourAxes(pixels), [0.5, -0.5, 0.2]);
    const [first, last] = [0, 8].map((at) => {
      const [before, after] = [colourAt(pixels, at, at), colourAt(shifted, at, at)];
      return [after[0] - before[0], after[1] - before[1], after[2] - before[2]];
    });
    expect(first).toEqual(last);
  });

  it('stay the same at contrast 1 and brightness 0, and are one grey at contrast 0', () => {
    const pixels = picture(6);
    expect(brighten(pixels, 0)).toEqual(pixels);
    expect(contrast(pixels, 1)).toEqual(pixels);
    expect(new Set(contrast(pixels, 0).data).size).toBe(2); // the grey and the opacity
  });
});

describe('hiding and mixing', () => {
  it('keeps its patch inside the picture and at its area', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, (area, x, y) => {
        const patch = squarePatch(area, x, y);
        expect(patch.width * patch.height).toBeCloseTo(area, 9);
        expect(Math.min(patch.x, patch.y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(patch.x + patch.width, patch.y + patch.height)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('takes one picture or the other at the ends of mixup', () => {
    const [one, two] = [picture(7), picture(8)];
    expect(mixup(one, two, 1)).toEqual(one);
    expect(mixup(one, two, 0)).toEqual(two);
  });

  it('replaces exactly the patch', () => {
    const [one, two] = [picture(9, 10), picture(10, 10)];
    const patch = { x: 0.2, y: 0.3, width: 0.4, height: 0.4 };
    const cut = cutmix(one, two, patch);
    expect(colourAt(cut, 2, 3)).toEqual(colourAt(two, 2, 3));
    expect(colourAt(cut, 5, 6)).toEqual(colourAt(two, 5, 6));
    expect(colourAt(cut, 6, 6)).toEqual(colourAt(one, 6, 6));
    expect(colourAt(erase(one, patch), 1, 3)).toEqual(colourAt(one, 1, 3));
  });
});

function varianceOf(pixels: Pixels, channel: 0 | 1 | 2): number {
  const { values } = channelOf(pixels, channel);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
