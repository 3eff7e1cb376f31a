import { NET_NAMES } from '../../../src-shared/nets/net-names.ts';
import type { NetName } from '../../../src-shared/nets/net-spec.ts';
import { type SettingValue, settingsOf } from '../../../src-shared/recipe/settings.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { AUGMENTATION_FIELDS } from './augmentation-fields.ts';
import { OPTIMIZER_FIELDS } from './optimizer-fields.ts';
import { choice, number, type RecipeField, whole } from './recipe-field.ts';

/** Short titles of the networks: their names, with more words for the variants of AlexNet. */
const NET_TITLES: Readonly<Record<NetName, string>> = {
  ...NET_NAMES,
  'alexnet-bn': 'AlexNet + batch norm',
  'alexnet-small': 'Small AlexNet + batch norm',
  'alexnet-lrn': 'AlexNet of the paper',
  'alexnet-torchvision': 'AlexNet of torchvision',
};

/** Every setting of a recipe in the order in which it is shown. */
export const RECIPE_FIELDS: readonly RecipeField[] = [
  {
    path: 'net',
    title: 'Network',
    about: 'The layers that learn.',
    group: 'main',
    input: choice(NET_TITLES),
  },
  {
    path: 'epochs',
    title: 'Epochs',
    about: 'How many times every training picture is seen.',
    group: 'main',
    input: whole(1, 10_000),
  },
  {
    path: 'batch',
    title: 'Batch',
    about: 'Pictures a step; larger is steadier but needs more memory.',
    group: 'steps',
    input: whole(1, 4096, 8),
  },
  {
    path: 'learningRate',
    title: 'Learning rate',
    about: 'The largest size of a step; lower it when the loss grows or is not a number.',
    group: 'steps',
    input: number(0, 10, 0.001),
  },
  {
    path: 'schedule',
    title: 'Schedule',
    about: 'How the rate falls: smoothly to zero, by ten at 50, 75 and 90 %, or never.',
    group: 'steps',
    input: choice({ cosine: 'Cosine', steps: 'Steps', constant: 'Constant' }),
  },
  {
    path: 'warmupEpochs',
    title: 'Warm-up',
    about: 'The rate rises from zero for this many epochs, so that the first steps break nothing.',
    group: 'steps',
    input: number(0, 100, 0.5),
  },
  {
    path: 'accumulation',
    title: 'Gradient accumulation',
    about:
      'The gradients of so many steps make one update: like a larger batch, in the memory of a small one.',
    group: 'steps',
    input: whole(1, 1024),
  },
  ...OPTIMIZER_FIELDS,
  ...AUGMENTATION_FIELDS,
  {
    path: 'dropout',
    title: 'Dropout',
    about:
      'What the network’s layers say is switched off at random in each step: half of AlexNet’s two hidden dense layers.',
    group: 'weights',
    input: { kind: 'switch' },
  },
  {
    path: 'initialisation',
    title: 'First weights',
    about:
      'How they are drawn: to keep variances alike in all layers, as He et al. did, or as the paper did.',
    group: 'weights',
    input: {
      kind: 'choice',
      options: { lsuv: 'Even variances (LSUV)', he: 'He, normal', paper: 'Paper, N(0, 0.01)' },
    },
  },
  {
    path: 'seed',
    title: 'Seed',
    about: 'The same seed, data and settings give the same numbers again.',
    group: 'weights',
    input: whole(0, 2 ** 31 - 1),
  },
  {
    path: 'precision',
    title: 'Precision',
    about:
      'bfloat16 is faster where the device has it, float16 on older GPUs; automatic takes what is faster here.',
    group: 'engine',
    input: choice({ auto: 'Automatic', float32: 'float32', bfloat16: 'bfloat16', float16: 'float16' }),
  },
  {
    path: 'mode',
    title: 'Mode',
    about: 'One compiled graph a step, or operation by operation: slow, to compare with.',
    group: 'engine',
    input: choice({ compiled: 'Compiled', eager: 'Operation by operation' }),
  },
];

/** The fields of the settings that a recipe, or a form of one, has: each kind of optimizer has its own. */
export function fieldsOf(recipe: object): readonly { field: RecipeField; value: SettingValue }[] {
  const settings = settingsOf(recipe);
  return RECIPE_FIELDS.flatMap((field) => {
    const value = settings.get(field.path);
    return value === undefined ? [] : [{ field, value }];
  });
}

/** A setting's value in words. */
export function settingInWords({ input }: RecipeField, value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (input.kind === 'choice') return input.options[value] ?? String(value);
  return input.kind === 'number' && input.isOff && value === 0 ? 'off' : String(value);
}

/** The title of a recipe's network. */
export function netInWords({ net }: Pick<Recipe, 'net'>): string {
  return typeof net === 'string' ? NET_TITLES[net] : net.name;
}
