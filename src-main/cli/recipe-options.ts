import { type Command, Option } from 'commander';
import { z } from 'zod';
import { defaultRecipe, RECIPES, Recipe, RecipeName } from '../../src-shared/recipe.ts';
import { parsedBy } from './command.ts';
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
  init?: Recipe['initialisation'];
  precision?: Recipe['precision'];
  mode?: Recipe['mode'];
  seed?: number;
}

const { shape } = Recipe;

/** Adds an option for every setting of a recipe. */
export function addRecipeOptions(command: Command): Command {
  return command
    .addOption(choice('--net <net>', 'network to train (default: alexnet)', shape.net))
    .addOption(
      choice('--recipe <name>', 'settings to start from (default: what suits the network)', RecipeName),
    )
    .option('--epochs <n>', 'times that every training picture is seen', parsedBy(shape.epochs))
    .option('--batch <n>', 'pictures a step', parsedBy(shape.batch))
    .option('--lr <rate>', 'highest learning rate of the schedule', parsedBy(shape.learningRate))
    .addOption(choice('--schedule <name>', 'how the rate falls', shape.schedule))
    .option('--warmup <epochs>', 'epochs over which the rate rises from zero', parsedBy(shape.warmupEpochs))
    .option('--momentum <share>', 'share of the last update that is kept', parsedBy(shape.momentum))
    .option('--weight-decay <factor>', 'L2 penalty on kernels', parsedBy(shape.weightDecay))
    .option('--no-dropout', 'leave out the dropout in the hidden dense layers')
    .option('--no-augment', 'middle crop instead of random crop and mirror')
    .addOption(choice('--init <name>', 'how weights start', shape.initialisation))
    .addOption(choice('--precision <name>', 'of convolutions and products', shape.precision))
    .addOption(choice('--mode <name>', 'one compiled graph a step, or op by op', shape.mode))
    .option('--seed <n>', 'of weights, order, crops and dropout', parsedBy(shape.seed));
}

/** The recipe that the options make. Errors: `UsageError` where it is none. */
export function recipeFrom(options: RecipeOptions): Recipe {
  const base =
    options.recipe === undefined ? defaultRecipe(options.net ?? 'alexnet') : RECIPES[options.recipe];
  const wishes = {
    net: options.net,
    epochs: options.epochs,
    batch: options.batch,
    learningRate: options.lr,
    schedule: options.schedule,
    warmupEpochs: options.warmup,
    momentum: options.momentum,
    weightDecay: options.weightDecay,
    dropout: options.dropout ? undefined : false,
    augment: options.augment ? undefined : false,
    initialisation: options.init,
    precision: options.precision,
    mode: options.mode,
    seed: options.seed,
  };
  const given = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
  const recipe = Recipe.safeParse({ ...base, ...given });
  if (!recipe.success) throw new UsageError(z.prettifyError(recipe.error).replaceAll('\n', ' '));
  return recipe.data;
}

function choice(flags: string, description: string, schema: z.ZodEnum): Option {
  return new Option(flags, description).choices(schema.options.map(String));
}
