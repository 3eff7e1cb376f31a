import { hasRecipe } from '../contract/runs.ts';
import { netWord } from '../nets/custom-net.ts';
import { MIXINGS } from '../recipe/augmentation.ts';
import { OPTIMIZERS } from '../recipe/optimizer.ts';
import { type SettingValue, settingsOf } from '../recipe/settings.ts';
import { RECIPES, type Recipe } from '../recipe.ts';
import type { FieldKind, FieldValue, RunField } from './run-field.ts';

/** Shorter names than the settings' own. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  net: ['network', 'model'],
  learningRate: ['lr'],
  weightDecay: ['wd', 'decay'],
  warmupEpochs: ['warmup'],
  initialisation: ['init'],
};

/** Recipes that have every setting between them: each kind of optimizer and of mixing has its own. */
const SAMPLES: readonly Recipe[] = [
  ...Object.values(OPTIMIZERS).map((optimizer): Recipe => ({ ...RECIPES.paper, optimizer })),
  ...Object.values(MIXINGS).map(
    (mixing): Recipe => ({
      ...RECIPES.paper,
      augmentation: { ...RECIPES.paper.augmentation, mixing },
    }),
  ),
];

const SETTINGS: ReadonlyMap<string, SettingValue> = new Map(
  SAMPLES.flatMap((recipe) => [...settingsOf(recipe)]),
);

/** Every setting of a recipe. What a run's precision came to is a field of the run; what was asked for is `precision.asked`. */
export const SETTING_FIELDS: readonly RunField[] = [...SETTINGS].map(([path, sample]): RunField => {
  const keys = path.split('.');
  return {
    name: path === 'precision' ? 'precision.asked' : path,
    aliases: ALIASES[path] ?? shortNames(keys),
    title: inWords(keys),
    kind: kindOf(sample),
    group: 'setting',
    value: ({ run }) => (hasRecipe(run) ? valueAt(run.recipe, keys) : null),
  };
});

/** `rotation` for `augmentation.rotation`, `optimizer` for `optimizer.kind`. */
function shortNames(keys: readonly string[]): string[] {
  const short = keys.at(-1) === 'kind' ? keys.at(-2) : keys.at(-1);
  return keys.length > 1 && short !== undefined ? [short] : [];
}

/** `Learning rate` for `learningRate`, `Augmentation: rotation` for `augmentation.rotation`. */
function inWords(keys: readonly string[]): string {
  const words = keys
    .map((key) => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
    .join(': ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function kindOf(sample: SettingValue): FieldKind {
  if (typeof sample === 'boolean') return 'flag';
  return typeof sample === 'number' ? 'number' : 'choice';
}

/** As `settingsOf` has it, without making all of them. */
function valueAt(recipe: Recipe, keys: readonly string[]): FieldValue {
  if (keys[0] === 'net') return netWord(recipe.net);
  let value: unknown = recipe;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return null;
    // Indexed by its own key, which an optimizer or a mixing of another kind does not have.
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
