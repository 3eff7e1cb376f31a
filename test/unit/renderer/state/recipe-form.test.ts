import { expect, test } from 'vitest';
import { fieldsOf } from '../../../../src-renderer/screens/train/recipe-fields.ts';
import {
  countSteps,
  misfits,
  namedRecipe,
  type RecipeForm,
  readRecipe,
} from '../../../../src-renderer/state/recipe-form.ts';
import { settingsOf, withSetting } from '../../../../src-shared/recipe/settings.ts';
import { RECIPES, RecipeName } from '../../../../src-shared/recipe.ts';

test('reads every named recipe back as it is, and knows its name', () => {
  for (const name of RecipeName.options) {
    expect(readRecipe(RECIPES[name])).toEqual({ recipe: RECIPES[name] });
    expect(namedRecipe(RECIPES[name])).toBe(name);
  }
});

test('has no name for a recipe that was changed', () => {
  expect(namedRecipe(withSetting(RECIPES.quick, 'epochs', 13))).toBeNull();
});

test('asks for a number where a field was emptied', () => {
  const emptied = ['epochs', 'optimizer.momentum', 'augmentation.rotation'];
  const form = emptied.reduce<RecipeForm>((before, path) => withSetting(before, path, ''), RECIPES.quick);
  expect(readRecipe(form)).toEqual({
    errors: new Map(emptied.map((path) => [path, 'A number is needed here.'])),
  });
});

test('says what is wrong with a value that is out of its range, beside its field', () => {
  const read = readRecipe(withSetting(withSetting(RECIPES.quick, 'batch', 0), 'learningRate', 11));
  expect('errors' in read ? [...read.errors.keys()] : []).toEqual(['batch', 'learningRate']);
});

test('counts full batches only', () => {
  expect(countSteps(1000, { batch: 32, epochs: 3 })).toEqual({ perEpoch: 31, total: 93 });
});

test('every setting of every kind of recipe has a field with a name and an explanation', () => {
  const kinds = ['sgd', 'rmsprop', 'adam', 'adamw'].flatMap((optimizer) =>
    ['none', 'mixup'].map((mixing) =>
      withSetting(
        withSetting(RECIPES.quick, 'optimizer.kind', optimizer),
        'augmentation.mixing.kind',
        mixing,
      ),
    ),
  );
  for (const recipe of kinds) {
    expect(
      fieldsOf(recipe)
        .map(({ field }) => field.path)
        .sort(),
    ).toEqual([...settingsOf(recipe).keys()].sort());
  }
});

test('says beside its field what does not fit the training pictures', () => {
  expect([...misfits(31, RECIPES.quick).keys()]).toEqual(['batch']);
  expect([...misfits(64, { ...RECIPES.quick, accumulation: 11 }).keys()]).toEqual(['accumulation']);
  expect(misfits(64, { ...RECIPES.quick, accumulation: 10 }).size).toBe(0);
});
