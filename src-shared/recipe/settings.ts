import { netWord } from '../nets/custom-net.ts';
import { defaultRecipe, Recipe } from '../recipe.ts';
import { MIXINGS, Mixing } from './augmentation.ts';
import { OPTIMIZERS, Optimizer } from './optimizer.ts';

/** The value of one setting. */
export type SettingValue = string | number | boolean;

/** Highest rate to begin with where an optimizer scales each step itself; gradient descent takes what suits the network. */
const ADAPTIVE_RATE = 3e-4;

/** Every setting of a recipe by its path, such as `optimizer.beta1`, in the recipe's order. The network is one setting: its word. */
export function settingsOf(recipe: object): ReadonlyMap<string, SettingValue> {
  return new Map(
    Object.entries(recipe).flatMap(([name, value]): [string, SettingValue][] => {
      if (typeof value !== 'object' || value === null) return [[name, value]];
      if (name === 'net') return [[name, netWord(value)]];
      return [...settingsOf(value)].map(([path, inner]) => [`${name}.${path}`, inner]);
    }),
  );
}

/**
 * The recipe with another value at a path. Another kind of optimizer or mixing brings the settings that it begins with, and the step from
 * gradient descent to an optimizer that scales each step itself (or back) brings the learning rate too. Not judged: that is `Recipe`'s to do, and a path that the recipe does not have gives one that it refuses.
 */
export function withSetting<T extends object>(recipe: T, path: string, value: unknown): T {
  if (settingsOf(recipe).get(path) === value) return recipe;
  const changed = replaced(recipe, path.split('.'), value);
  // `replaced` keeps the recipe's own fields, whatever it puts into them.
  return (path.endsWith('.kind') ? begun(changed, path, value, settingsOf(recipe).get(path)) : changed) as T;
}

function begun(recipe: object, path: string, value: unknown, before: unknown): object {
  const mixing = Mixing.options.find(({ shape }) => shape.kind.value === value)?.shape.kind.value;
  if (path === 'augmentation.mixing.kind' && mixing) {
    return replaced(recipe, ['augmentation', 'mixing'], MIXINGS[mixing]);
  }
  const optimizer = Optimizer.options.find(({ shape }) => shape.kind.value === value)?.shape.kind.value;
  if (path !== 'optimizer.kind' || !optimizer) return recipe;
  const begins = replaced(recipe, ['optimizer'], OPTIMIZERS[optimizer]);
  const net = Recipe.shape.net.safeParse(netOf(recipe));
  if (!net.success || (before === 'sgd') === (optimizer === 'sgd')) return begins;
  return replaced(
    begins,
    ['learningRate'],
    optimizer === 'sgd' ? defaultRecipe(net.data).learningRate : ADAPTIVE_RATE,
  );
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
export function isSameRecipe(a: object, b: object): boolean {
  const [of, other] = [settingsOf(a), settingsOf(b)];
  return (
    of.size === other.size &&
    [...of].every(([path, value]) => other.get(path) === value) &&
    JSON.stringify(netOf(a)) === JSON.stringify(netOf(b))
  );
}

function netOf(recipe: object): unknown {
  return 'net' in recipe ? recipe.net : undefined;
}
