import { copyOfNet } from '../../../../src-shared/nets/nets.ts';
import { withActivation } from '../../../../src-shared/nets/with-activation.ts';
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
  /** What both train, in words. */
  readonly network: string;
  readonly sides: readonly [RaceSide, RaceSide];
}

/** `auto` would be measured by both at once, each disturbed by the other, and might come out differently. */
const PRECISION = 'float32';

const BASE: Recipe = {
  ...defaultRecipe('alexnet-small'),
  precision: PRECISION,
  epochs: 10,
  dropout: false,
  augmentation: NO_AUGMENTATION,
};

/** With dropout and without. */
export const DROPOUT_RACE: RacePair = {
  title: 'Race: with dropout and without',
  network: 'Small AlexNet',
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
  network: 'Small AlexNet',
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

/** LeNet-5 with another activation: shallow and without normalisation, as the paper's four-layer network was (section 3.1, figure 1). */
function lenetSide(activation: 'relu' | 'tanh' | 'sigmoid', title: string): RaceSide {
  const net = withActivation(copyOfNet('lenet-5', `LeNet-5 with ${title}`), activation);
  return {
    name: `Race: ${title}`,
    title,
    recipe: {
      ...defaultRecipe('lenet-5'),
      net,
      precision: PRECISION,
      epochs: 20,
      augmentation: NO_AUGMENTATION,
    },
  };
}

const RELU = lenetSide('relu', 'ReLU');

/** ReLU against what networks had before it. */
export const ACTIVATION_RACES: Readonly<Record<'tanh' | 'sigmoid', RacePair>> = {
  tanh: activationRace(lenetSide('tanh', 'tanh')),
  sigmoid: activationRace(lenetSide('sigmoid', 'sigmoid')),
};

function activationRace(other: RaceSide): RacePair {
  return {
    title: 'Race: ReLU and its forerunners',
    about:
      'One network, once with ReLU and once with the other function everywhere: the same first draws, the same pictures in the same order. The paper’s network reached a training error of 25 % six times faster with ReLU than with tanh (section 3.1).',
    slide: 'Advantages of ReLU over Tanh',
    network: 'LeNet-5',
    sides: [RELU, other],
  };
}
