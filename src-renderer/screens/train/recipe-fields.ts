import type { Recipe } from '../../../src-shared/recipe.ts';
import type { RecipeField } from '../../state/recipe-form.ts';

/** How one setting of a recipe is named, explained and edited. */
export interface RecipeFieldLooks {
  readonly field: RecipeField;
  readonly title: string;
  /** One sentence: what it does, or when to change it. */
  readonly about: string;
  readonly group: FieldGroup;
  readonly input:
    | {
        readonly kind: 'number';
        readonly min: number;
        readonly max: number;
        readonly step: number;
        readonly isWhole: boolean;
      }
    | { readonly kind: 'choice'; readonly options: Readonly<Record<string, string>> }
    | { readonly kind: 'switch' };
}

export type FieldGroup = 'main' | 'optimisation' | 'regularisation' | 'start' | 'engine';

/** The groups behind "Advanced settings", in their order. */
export const ADVANCED_GROUPS: readonly { readonly group: FieldGroup; readonly title: string }[] = [
  { group: 'optimisation', title: 'Optimisation' },
  { group: 'regularisation', title: 'Against overfitting' },
  { group: 'start', title: 'Start' },
  { group: 'engine', title: 'Engine' },
];

const number = (min: number, max: number, step: number) =>
  ({ kind: 'number', min, max, step, isWhole: false }) as const;
const whole = (min: number, max: number, step = 1) =>
  ({ kind: 'number', min, max, step, isWhole: true }) as const;

/** Every setting of a recipe in the order in which it is shown. */
export const RECIPE_FIELDS: readonly RecipeFieldLooks[] = [
  {
    field: 'net',
    title: 'Network',
    about: 'The layers that learn.',
    group: 'main',
    input: {
      kind: 'choice',
      options: {
        alexnet: 'AlexNet',
        'alexnet-bn': 'AlexNet + batch norm',
        'alexnet-small': 'Small AlexNet + batch norm',
        'alexnet-lrn': 'AlexNet of the paper',
        'lenet-5': 'LeNet-5',
        zfnet: 'ZFNet',
        'vgg-16': 'VGG-16',
        googlenet: 'GoogLeNet',
        'resnet-50': 'ResNet-50',
        'densenet-121': 'DenseNet-121',
        'efficientnet-b0': 'EfficientNet-B0',
        'vit-b-16': 'ViT-B/16',
        'swin-t': 'Swin-T',
      },
    },
  },
  {
    field: 'epochs',
    title: 'Epochs',
    about: 'How many times every training picture is seen.',
    group: 'main',
    input: whole(1, 10_000),
  },
  {
    field: 'batch',
    title: 'Batch',
    about: 'Pictures a step; larger is steadier but needs more memory.',
    group: 'optimisation',
    input: whole(1, 4096, 8),
  },
  {
    field: 'learningRate',
    title: 'Learning rate',
    about: 'The largest size of a step; lower it when the loss grows or is not a number.',
    group: 'optimisation',
    input: number(0, 10, 0.001),
  },
  {
    field: 'schedule',
    title: 'Schedule',
    about: 'How the rate falls: smoothly to zero, by ten at 50, 75 and 90 %, or never.',
    group: 'optimisation',
    input: { kind: 'choice', options: { cosine: 'Cosine', steps: 'Steps', constant: 'Constant' } },
  },
  {
    field: 'warmupEpochs',
    title: 'Warm-up',
    about: 'The rate rises from zero for this many epochs, so that the first steps break nothing.',
    group: 'optimisation',
    input: number(0, 100, 0.5),
  },
  {
    field: 'momentum',
    title: 'Momentum',
    about: 'How much of the last step is kept in the next.',
    group: 'optimisation',
    input: number(0, 0.999, 0.05),
  },
  {
    field: 'weightDecay',
    title: 'Weight decay',
    about: 'Pulls weights towards zero; the paper takes 0.0005.',
    group: 'regularisation',
    input: number(0, 1, 0.0001),
  },
  {
    field: 'dropout',
    title: 'Dropout',
    about: 'Half of the two hidden dense layers is switched off at random in each step.',
    group: 'regularisation',
    input: { kind: 'switch' },
  },
  {
    field: 'augment',
    title: 'Crop and mirror',
    about:
      'Each picture is cut at a random place and mirrored at random, so that it is never quite the same.',
    group: 'regularisation',
    input: { kind: 'switch' },
  },
  {
    field: 'initialisation',
    title: 'First weights',
    about:
      'How they are drawn: to keep variances alike in all layers, as He et al. did, or as the paper did.',
    group: 'start',
    input: {
      kind: 'choice',
      options: { lsuv: 'Even variances (LSUV)', he: 'He, normal', paper: 'Paper, N(0, 0.01)' },
    },
  },
  {
    field: 'seed',
    title: 'Seed',
    about: 'The same seed, data and settings give the same numbers again.',
    group: 'start',
    input: whole(0, 2 ** 31 - 1),
  },
  {
    field: 'precision',
    title: 'Precision',
    about: 'bfloat16 is faster where the processor has it; automatic takes what is faster here.',
    group: 'engine',
    input: { kind: 'choice', options: { auto: 'Automatic', float32: 'float32', bfloat16: 'bfloat16' } },
  },
  {
    field: 'mode',
    title: 'Mode',
    about: 'One compiled graph a step, or operation by operation: slow, to compare with.',
    group: 'engine',
    input: { kind: 'choice', options: { compiled: 'Compiled', eager: 'Operation by operation' } },
  },
];

/** A setting's value in words. */
export function recipeValue(recipe: Recipe, field: RecipeField): string {
  const value = recipe[field];
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const input = RECIPE_FIELDS.find((looks) => looks.field === field)?.input;
  return (input?.kind === 'choice' ? input.options[value] : undefined) ?? String(value);
}
