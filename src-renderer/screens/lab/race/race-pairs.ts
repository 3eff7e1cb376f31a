import { CROP_AND_MIRROR, NO_AUGMENTATION } from '../../../../src-shared/recipe/augmentation.ts';
import { defaultRecipe, type Recipe } from '../../../../src-shared/recipe.ts';

/** One of the two runs of a race. */
export interface RaceSide {
  /** Names the run, and by its name a race that was started before is found again. */
  readonly name: string;
  /** What the chart calls it. */
  readonly title: string;
  readonly recipe: Recipe;
}

/** Two trainings that differ in one thing: same network, same data, same seed. */
export interface RacePair {
  readonly title: string;
  readonly about: string;
  readonly slide: string;
  readonly sides: readonly [RaceSide, RaceSide];
}

const BASE: Recipe = {
  ...defaultRecipe('alexnet-small'),
  epochs: 10,
  dropout: false,
  augmentation: NO_AUGMENTATION,
};

/** With dropout and without. */
export const DROPOUT_RACE: RacePair = {
  title: 'Race: with dropout and without',
  about:
    'Dropout makes the training loss worse, and that is the point: look at what happens to the validation loss.',
  slide: 'Key Achievements',
  sides: [
    { name: 'Race: with dropout', title: 'With dropout', recipe: { ...BASE, dropout: true } },
    { name: 'Race: without dropout', title: 'Without dropout', recipe: BASE },
  ],
};

/** With random crops and mirrors and without. */
export const AUGMENTATION_RACE: RacePair = {
  title: 'Race: with augmentation and without',
  about:
    'Random crops and mirrors against the same middle crop each time: without them the network soon knows its pictures by heart.',
  slide: 'Key Achievements',
  sides: [
    {
      name: 'Race: with augmentation',
      title: 'With augmentation',
      recipe: { ...BASE, augmentation: CROP_AND_MIRROR },
    },
    { name: 'Race: without augmentation', title: 'Without augmentation', recipe: BASE },
  ],
};
