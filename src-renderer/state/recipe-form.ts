import { isSameRecipe } from '../../src-shared/recipe/settings.ts';
import { RECIPES, Recipe, RecipeName } from '../../src-shared/recipe.ts';

/** A recipe while it is being edited: in the shape of one, but a number field that was emptied holds ''. `settingsOf` reads it. */
export type RecipeForm = Pick<Recipe, 'net'>;

/** What is wrong with a setting, by its path. */
export type RecipeErrors = ReadonlyMap<string, string>;

export type ReadRecipe = { readonly recipe: Recipe } | { readonly errors: RecipeErrors };

/** The recipe that the form describes, or a sentence for each setting that keeps it from being one. */
export function readRecipe(form: RecipeForm): ReadRecipe {
  const parsed = Recipe.safeParse(form);
  if (parsed.success) return { recipe: parsed.data };
  const errors = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const path = issue.path.join('.');
    const isEmpty = issue.code === 'invalid_type' && issue.expected === 'number';
    if (!errors.has(path)) errors.set(path, isEmpty ? 'A number is needed here.' : sentence(issue.message));
  }
  return { errors };
}

/** The named recipe that the form is equal to, or null once something was changed. */
export function namedRecipe(form: RecipeForm): RecipeName | null {
  return RecipeName.options.find((name) => isSameRecipe(RECIPES[name], form)) ?? null;
}

/** Steps of an epoch and of the whole run. What is left of an epoch when its batches are full waits for the next one. */
export function countSteps(trainImages: number, recipe: Pick<Recipe, 'batch' | 'epochs'>) {
  const perEpoch = Math.max(1, Math.floor(trainImages / recipe.batch));
  return { perEpoch, total: perEpoch * recipe.epochs };
}

/** What of a recipe does not fit so many training pictures. */
export function misfits(trainImages: number, recipe: Recipe): RecipeErrors {
  if (recipe.batch > trainImages) {
    return new Map([['batch', `A batch cannot be larger than the ${trainImages} training pictures.`]]);
  }
  const { total } = countSteps(trainImages, recipe);
  return recipe.accumulation > total
    ? new Map([['accumulation', `The whole run has ${total} steps only.`]])
    : new Map();
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}
