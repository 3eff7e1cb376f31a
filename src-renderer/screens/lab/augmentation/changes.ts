import {
  brighten,
  contrast,
  cutmix,
  erase,
  mixup,
  squarePatch,
} from '../../../../src-shared/lab/augment/colour.ts';
import { crop, STRAIGHT } from '../../../../src-shared/lab/augment/geometry.ts';
import { type ColourAxes, shiftColours } from '../../../../src-shared/lab/augment/pca.ts';
import type { Pixels } from '../../../../src-shared/lab/pixels.ts';
import { random } from '../../../../src-shared/random.ts';

/** What AlexNet sees of a record of 256 × 256. */
export const CROP_SIZE = 227;

/** Every change at once; all at their resting values show the middle crop as it is. */
export interface Changes {
  readonly mirrored: boolean;
  readonly cropX: number;
  readonly cropY: number;
  readonly rotation: number;
  readonly scale: number;
  readonly shear: number;
  readonly brightness: number;
  readonly contrast: number;
  /** Strength along each principal colour, in standard deviations. */
  readonly pca1: number;
  readonly pca2: number;
  readonly pca3: number;
  /** Share of the area that is erased, and that comes from the second picture. */
  readonly erased: number;
  readonly cut: number;
  /** Share of the second picture in the mix. */
  readonly mixed: number;
  /** Decides where erased and cut patches lie. */
  readonly seed: number;
}

export const NO_CHANGES: Changes = {
  ...STRAIGHT,
  brightness: 0,
  contrast: 1,
  pca1: 0,
  pca2: 0,
  pca3: 0,
  erased: 0,
  cut: 0,
  mixed: 0,
  seed: 1,
};

/** The picture as the network would see it: cropped and turned, then its colours, then what is erased or mixed in. */
export function applyChanges(pixels: Pixels, second: Pixels, axes: ColourAxes, changes: Changes): Pixels {
  const draw = random('patches', changes.seed);
  const places = { erase: [draw.uniform(), draw.uniform()], cut: [draw.uniform(), draw.uniform()] } as const;
  let result = crop(pixels, changes, CROP_SIZE);
  const { pca1, pca2, pca3 } = changes;
  if (pca1 !== 0 || pca2 !== 0 || pca3 !== 0) result = shiftColours(result, axes, [pca1, pca2, pca3]);
  if (changes.brightness !== 0) result = brighten(result, changes.brightness);
  if (changes.contrast !== 1) result = contrast(result, changes.contrast);
  if (changes.erased > 0) result = erase(result, squarePatch(changes.erased, ...places.erase));
  if (changes.mixed > 0 || changes.cut > 0) {
    const other = crop(second, STRAIGHT, CROP_SIZE);
    if (changes.mixed > 0) result = mixup(result, other, 1 - changes.mixed);
    if (changes.cut > 0) result = cutmix(result, other, squarePatch(changes.cut, ...places.cut));
  }
  return result;
}

/** A draw as training makes it: crop, mirror and PCA colour as in the paper (section 4.1), with a little of what came later. */
export function drawChanges(seed: number): Changes {
  const draw = random('changes', seed);
  return {
    ...NO_CHANGES,
    seed,
    mirrored: draw.int(2) === 1,
    cropX: draw.uniform(-1, 1),
    cropY: draw.uniform(-1, 1),
    rotation: draw.uniform(-12, 12),
    scale: draw.uniform(1, 1.25),
    brightness: draw.uniform(-0.12, 0.12),
    contrast: draw.uniform(0.8, 1.25),
    pca1: draw.normal() * 0.1,
    pca2: draw.normal() * 0.1,
    pca3: draw.normal() * 0.1,
    erased: draw.int(3) === 0 ? 0.06 : 0,
  };
}
