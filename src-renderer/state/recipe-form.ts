import { RECIPES, Recipe, RecipeName } from '../../src-shared/recipe.ts';

export type RecipeField = keyof Recipe;

/** A recipe while it is being edited: a number field that was emptied holds ''. */
export type RecipeForm = {
  readonly [Field in RecipeField]: Recipe[Field] | (Recipe[Field] extends number ? '' : never);
};

export type RecipeErrors = Partial<Record<RecipeField, string>>;

export type ReadRecipe = { readonly recipe: Recipe } | { readonly errors: RecipeErrors };

/** The recipe that the form describes, or a sentence for each field that keeps it from being one. */
export function readRecipe(form: RecipeForm): ReadRecipe {
  const parsed = Recipe.safeParse(form);
  if (parsed.success) return { recipe: parsed.data };
  const errors: RecipeErrors = {};
  for (const issue of parsed.error.issues) {
    const field = RecipeFields.find((name) => name === issue.path[0]);
    if (field && !errors[field])
      errors[field] = form[field] === '' ? 'A number is needed here.' : sentence(issue.message);
  }
  return { errors };
}

/** The named recipe that the form is equal to, or null once something was changed. */
export function namedRecipe(form: RecipeForm): RecipeName | null {
  const isEqual = (name: RecipeName) => RecipeFields.every((field) => RECIPES[name][field] === form[field]);
  return RecipeName.options.find(isEqual) ?? null;
}

/** Steps of an epoch and of the whole run. What is left of an epoch when its batches are full waits for the next one. */
export function countSteps(trainImages: number, recipe: Pick<Recipe, 'batch' | 'epochs'>) {
  const perEpoch = Math.max(1, Math.floor(trainImages / recipe.batch));
  return { perEpoch, total: perEpoch * recipe.epochs };
}

const RecipeFields = Recipe.keyof().options;

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}
