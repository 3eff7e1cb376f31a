import { expect, test } from 'vitest';
import { CROP_AND_MIRROR, MIXINGS, NO_AUGMENTATION } from '../../../src-shared/recipe/augmentation.ts';
import { OPTIMIZERS } from '../../../src-shared/recipe/optimizer.ts';
import { isSameRecipe, settingsOf, withSetting } from '../../../src-shared/recipe/settings.ts';
import { upgradeRecipe } from '../../../src-shared/recipe/upgrade-recipe.ts';
import { RECIPES, Recipe, RecipeName } from '../../../src-shared/recipe.ts';

/** What version 0.1 wrote into a workspace. */
const STORED =
  '{"net":"alexnet","epochs":90,"batch":128,"learningRate":0.01,"schedule":"steps","warmupEpochs":0,"momentum":0.8,' +
  '"weightDecay":0.0005,"dropout":true,"augment":true,"initialisation":"paper","precision":"auto","mode":"compiled","seed":1}';

test('a recipe of the first version is read as what it meant', () => {
  const recipe = Recipe.parse(upgradeRecipe(JSON.parse(STORED)));
  expect(recipe).toEqual({
    ...RECIPES.paper,
    optimizer: { ...OPTIMIZERS.sgd, momentum: 0.8 },
    augmentation: CROP_AND_MIRROR,
  });
  const plain = Recipe.parse(upgradeRecipe({ ...JSON.parse(STORED), augment: false }));
  expect(plain.augmentation).toEqual(NO_AUGMENTATION);
});

test('a recipe of today is left alone', () => {
  for (const name of RecipeName.options) expect(upgradeRecipe(RECIPES[name])).toBe(RECIPES[name]);
});

test('every setting has a path, and is changed by it', () => {
  for (const [path, value] of settingsOf(RECIPES.quick)) {
    expect(withSetting(RECIPES.quick, path, value)).toEqual(RECIPES.quick);
  }
  const changed = withSetting(RECIPES.quick, 'augmentation.rotation', 12);
  expect(Recipe.parse(changed).augmentation).toEqual({ ...RECIPES.quick.augmentation, rotation: 12 });
  expect(isSameRecipe(RECIPES.quick, changed)).toBe(false);
});

test('another kind brings the settings that it begins with', () => {
  const adam = Recipe.parse(withSetting(RECIPES.quick, 'optimizer.kind', 'adam'));
  expect(adam).toMatchObject({ optimizer: OPTIMIZERS.adam, learningRate: 0.0003 });
  expect(withSetting(adam, 'optimizer.kind', 'sgd')).toEqual(RECIPES.quick);
  expect(withSetting({ ...adam, learningRate: 0.1 }, 'optimizer.kind', 'adamw').learningRate).toBe(0.1);
  const mixed = Recipe.parse(withSetting(adam, 'augmentation.mixing.kind', 'cutmix'));
  expect(mixed.augmentation.mixing).toEqual(MIXINGS.cutmix);
});

test('what a recipe does not have, or not of that kind, is refused', () => {
  expect(Recipe.safeParse(withSetting(RECIPES.quick, 'optimizer.beta1', 0.9)).success).toBe(false);
  expect(Recipe.safeParse(withSetting(RECIPES.quick, 'optimizer.kind', 'lion')).success).toBe(false);
});
