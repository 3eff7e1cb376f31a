import { z } from 'zod';

const alpha = z.number().min(0.05).max(2);

/** Whether two pictures of a batch become one with the labels of both, and the shape of the Beta(alpha, alpha) that their shares are drawn from. */
export const Mixing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Pixel by pixel (Zhang et al., "mixup", 2018). */
  z.strictObject({ kind: z.literal('mixup'), alpha }),
  /** A rectangle of the other one (Yun et al., "CutMix", 2019). */
  z.strictObject({ kind: z.literal('cutmix'), alpha }),
]);
export type Mixing = z.infer<typeof Mixing>;

/** What each kind of mixing begins with: the values of their papers for ImageNet. */
export const MIXINGS = {
  none: { kind: 'none' },
  mixup: { kind: 'mixup', alpha: 0.2 },
  cutmix: { kind: 'cutmix', alpha: 1 },
} as const satisfies { [Kind in Mixing['kind']]: Extract<Mixing, { kind: Kind }> };

/** How pictures are changed at random each time they are learned from; 0 and false leave a change out. */
export const Augmentation = z.strictObject({
  /** Cut out at a random place (paper, section 4.1); off: from the middle. */
  crop: z.boolean(),
  /** Left and right changed half of the time (paper, section 4.1). */
  mirror: z.boolean(),
  /** Turned by up to so many degrees either way, and slanted by up to so many. */
  rotation: z.number().min(0).max(180),
  shear: z.number().min(0).max(45),
  /** Made larger or smaller by up to this share. */
  scale: z.number().min(0).max(0.9),
  /** Deviation of how far colours are moved along their principal axes (paper, section 4.1: 0.1). */
  colourShift: z.number().min(0).max(10),
  /** Made lighter or darker by up to this share of the whole range. */
  brightness: z.number().min(0).max(1),
  /** Contrast raised or lowered by up to this share. */
  contrast: z.number().min(0).max(1),
  /** Share of the pictures that a random rectangle is erased from (Zhong et al., "Random Erasing", 2020). */
  erasing: z.number().min(0).max(1),
  mixing: Mixing,
});
export type Augmentation = z.infer<typeof Augmentation>;

export const NO_AUGMENTATION: Augmentation = {
  crop: false,
  mirror: false,
  rotation: 0,
  shear: 0,
  scale: 0,
  colourShift: 0,
  brightness: 0,
  contrast: 0,
  erasing: 0,
  mixing: MIXINGS.none,
};

export const CROP_AND_MIRROR: Augmentation = { ...NO_AUGMENTATION, crop: true, mirror: true };

/** Whether pixels fall between pixels, so that they have to be interpolated. */
export function interpolates({ rotation, shear, scale }: Augmentation): boolean {
  return rotation > 0 || shear > 0 || scale > 0;
}
