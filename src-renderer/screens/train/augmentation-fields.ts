import { amount, choice, number, type RecipeField } from './recipe-field.ts';

/** How pictures are changed at random. */
export const AUGMENTATION_FIELDS: readonly RecipeField[] = [
  {
    path: 'augmentation.crop',
    title: 'Crop',
    about: 'Each picture is cut out at a random place instead of the middle.',
    group: 'augmentation',
    input: { kind: 'switch' },
  },
  {
    path: 'augmentation.mirror',
    title: 'Mirror',
    about: 'Left and right change places half of the time; not for text or digits.',
    group: 'augmentation',
    input: { kind: 'switch' },
  },
  {
    path: 'augmentation.rotation',
    title: 'Rotation, degrees',
    about: 'Pictures are turned by up to so much either way.',
    group: 'augmentation',
    input: amount(180, 5),
  },
  {
    path: 'augmentation.scale',
    title: 'Scale',
    about: 'Pictures are made larger or smaller by up to this share.',
    group: 'augmentation',
    input: amount(0.9, 0.05),
  },
  {
    path: 'augmentation.shear',
    title: 'Shear, degrees',
    about: 'Pictures are slanted by up to so much either way.',
    group: 'augmentation',
    input: amount(45, 5),
  },
  {
    path: 'augmentation.colourShift',
    title: 'Colour shift',
    about: "Colours move along the main axes of the data set's own colours; the paper takes 0.1.",
    group: 'augmentation',
    input: amount(10, 0.1),
  },
  {
    path: 'augmentation.brightness',
    title: 'Brightness',
    about: 'Pictures are made lighter or darker by up to this share.',
    group: 'augmentation',
    input: amount(1, 0.05),
  },
  {
    path: 'augmentation.contrast',
    title: 'Contrast',
    about: 'Contrast is raised or lowered by up to this share.',
    group: 'augmentation',
    input: amount(1, 0.05),
  },
  {
    path: 'augmentation.erasing',
    title: 'Random erasing',
    about: 'This share of the pictures loses a random rectangle.',
    group: 'augmentation',
    input: amount(1, 0.1),
  },
  {
    path: 'augmentation.mixing.kind',
    title: 'Mixing',
    about: 'Two pictures become one with both labels: blended (mixup), or with a part of the other (CutMix).',
    group: 'augmentation',
    input: choice({ none: 'None', mixup: 'Mixup', cutmix: 'CutMix' }),
  },
  {
    path: 'augmentation.mixing.alpha',
    title: 'Mixing alpha',
    about: 'From 0.05, where mostly one picture shows, to 2, where both often show alike.',
    group: 'augmentation',
    input: number(0.05, 2, 0.1),
  },
];
