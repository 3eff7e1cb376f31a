import { type Command, Option } from 'commander';
import { z } from 'zod';
import { NO_AUGMENTATION } from '../../src-shared/recipe/augmentation.ts';
import { type SettingValue, settingsOf, withSetting } from '../../src-shared/recipe/settings.ts';
import { defaultRecipe, RECIPES, Recipe, RecipeName } from '../../src-shared/recipe.ts';
import { parsedBy } from './command.ts';
import { NET_VALUES, parseNet } from './net-option.ts';
import { UsageError } from './usage-error.ts';

/** What the command line may say of a recipe; whatever it leaves out comes from a named one. */
export interface RecipeOptions {
  net?: Recipe['net'];
  recipe?: RecipeName;
  epochs?: number;
  batch?: number;
  lr?: number;
  schedule?: Recipe['schedule'];
  warmup?: number;
  momentum?: number;
  weightDecay?: number;
  /** False by `--no-dropout`, else true. */
  dropout: boolean;
  augment: boolean;
  set?: readonly string[];
  init?: Recipe['initialisation'];
  precision?: Recipe['precision'];
  mode?: Recipe['mode'];
  seed?: number;
}

const { shape } = Recipe;

/** Adds an option for every setting of a recipe. */
export function addRecipeOptions(command: Command): Command {
  return command
    .option('--net <net>', `network to train: ${NET_VALUES} (default: alexnet)`, parseNet)
    .addOption(
      choice('--recipe <name>', 'settings to start from (default: what suits the network)', RecipeName),
    )
    .option('--epochs <n>', 'times that every training picture is seen', parsedBy(shape.epochs))
    .option('--batch <n>', 'pictures a step', parsedBy(shape.batch))
    .option('--lr <rate>', 'highest learning rate of the schedule', parsedBy(shape.learningRate))
    .addOption(choice('--schedule <name>', 'how the rate falls', shape.schedule))
    .option('--warmup <epochs>', 'epochs over which the rate rises from zero', parsedBy(shape.warmupEpochs))
    .option('--momentum <share>', 'share of the last step that is kept', Number)
    .option('--weight-decay <factor>', 'penalty on kernels', parsedBy(shape.weightDecay))
    .option('--no-dropout', 'leave out the dropout in the hidden dense layers')
    .option('--no-augment', 'pictures as they are: the middle crop, nothing changed at random')
    .option(
      '--set <setting=value>',
      'any setting by its name, such as optimizer.kind=adamw or augmentation.rotation=10 (repeatable)',
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .addOption(choice('--init <name>', 'how weights start', shape.initialisation))
    .addOption(choice('--precision <name>', 'of convolutions and products', shape.precision))
    .addOption(choice('--mode <name>', 'one compiled graph a step, or op by op', shape.mode))
    .option('--seed <n>', 'of weights, order, crops and dropout', parsedBy(shape.seed));
}

/** The recipe that the options make. Errors: `UsageError` where it is none. */
export function recipeFrom(options: RecipeOptions): Recipe {
  const base =
    options.recipe === undefined ? defaultRecipe(options.net ?? 'alexnet') : RECIPES[options.recipe];
  const wishes: Record<string, unknown> = {
    net: options.net,
    epochs: options.epochs,
    batch: options.batch,
    learningRate: options.lr,
    schedule: options.schedule,
    warmupEpochs: options.warmup,
    'optimizer.momentum': options.momentum,
    weightDecay: options.weightDecay,
    dropout: options.dropout ? undefined : false,
    augmentation: options.augment ? undefined : NO_AUGMENTATION,
    initialisation: options.init,
    precision: options.precision,
    mode: options.mode,
    seed: options.seed,
  };
  const given = Object.entries(wishes).filter(([, value]) => value !== undefined);
  // Kinds first, because another kind brings settings of its own, which the others then change.
  const set = (options.set ?? []).map(readSetting);
  const wished = [
    ...set.filter(([path]) => isKind(path)),
    ...given,
    ...set.filter(([path]) => !isKind(path)),
  ];
  const recipe = wished.reduce<object>((before, [path, value]) => changed(before, path, value), base);
  return judged(recipe);
}

function isKind(path: string): boolean {
  return path.endsWith('.kind');
}

/** Reads `optimizer.beta1=0.8`. */
function readSetting(text: string): [path: string, value: SettingValue] {
  const [path = '', ...rest] = text.split('=');
  const value = rest.join('=');
  if (value === '') throw new UsageError(`--set ${text} is not of the form setting=value.`);
  if (value === 'true' || value === 'false') return [path, value === 'true'];
  return [path, Number.isNaN(Number(value)) ? value : Number(value)];
}

function changed(recipe: object, path: string, value: unknown): object {
  const known = [...settingsOf(recipe).keys()];
  if (path !== 'augmentation' && !known.includes(path)) {
    throw new UsageError(`This recipe has no setting ${path}. It has: ${known.join(', ')}.`);
  }
  return withSetting(recipe, path, value);
}

function judged(recipe: object): Recipe {
  const parsed = Recipe.safeParse(recipe);
  if (!parsed.success) throw new UsageError(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  return parsed.data;
}

function choice(flags: string, description: string, schema: z.ZodEnum): Option {
  return new Option(flags, description).choices(schema.options.map(String));
}
