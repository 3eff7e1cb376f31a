import type { Recipe } from '../recipe.ts';
import { MIXINGS } from './augmentation.ts';
import { OPTIMIZERS } from './optimizer.ts';

/** The value of one setting. */
export type SettingValue = string | number | boolean;

/** The kinds that settings of their own hang on, and what those begin with. */
const BEGINNINGS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'optimizer.kind': OPTIMIZERS,
  'augmentation.mixing.kind': MIXINGS,
};

/** Every setting of a recipe by its path, such as `optimizer.beta1`, in the recipe's order. */
export function settingsOf(recipe: object): ReadonlyMap<string, SettingValue> {
  return new Map(
    Object.entries(recipe).flatMap(([name, value]): [string, SettingValue][] =>
      typeof value === 'object' && value !== null
        ? [...settingsOf(value)].map(([path, inner]) => [`${name}.${path}`, inner])
        : [[name, value]],
    ),
  );
}

/**
 * The recipe with another value at a path. Another kind of optimizer or mixing brings the settings that it begins with. Not judged: that is
 * `Recipe`'s to do, and a path that the recipe does not have gives one that it refuses.
 */
export function withSetting(recipe: object, path: string, value: unknown): object {
  const beginnings = BEGINNINGS[path];
  const beginning = typeof value === 'string' ? beginnings?.[value] : undefined;
  return beginning
    ? replaced(recipe, path.split('.').slice(0, -1), beginning)
    : replaced(recipe, path.split('.'), value);
}

function replaced(into: object, [first = '', ...rest]: readonly string[], value: unknown): object {
  const inner: unknown = Object.entries(into).find(([name]) => name === first)?.[1];
  const next =
    rest.length === 0
      ? value
      : replaced(typeof inner === 'object' && inner !== null ? inner : {}, rest, value);
  return { ...into, [first]: next };
}

/** Whether two recipes say the same. */
export function isSameRecipe(a: Recipe, b: object): boolean {
  const [of, other] = [settingsOf(a), settingsOf(b)];
  return of.size === other.size && [...of].every(([path, value]) => other.get(path) === value);
}
