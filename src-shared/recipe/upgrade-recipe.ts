import { z } from 'zod';
import { PLAIN_UPDATE } from '../recipe.ts';
import { CROP_AND_MIRROR, NO_AUGMENTATION } from './augmentation.ts';
import { OPTIMIZERS } from './optimizer.ts';

/** Recipes of version 0.1 knew gradient descent with momentum, and crop and mirror together or neither. */
const FirstForm = z.looseObject({ momentum: z.number(), augment: z.boolean() });

/** A recipe as any earlier version stored it, in today's form; anything else comes back as it is, for `Recipe` to judge. */
export function upgradeRecipe(stored: unknown): unknown {
  const first = FirstForm.safeParse(stored);
  if (!first.success) return stored;
  const { momentum, augment, ...rest } = first.data;
  return {
    ...PLAIN_UPDATE,
    ...rest,
    optimizer: { ...OPTIMIZERS.sgd, momentum },
    augmentation: augment ? CROP_AND_MIRROR : NO_AUGMENTATION,
  };
}
