import { expect, test } from 'vitest';
import { countSteps, namedRecipe, readRecipe } from '../../../../src-renderer/state/recipe-form.ts';
import { RECIPES, RecipeName } from '../../../../src-shared/recipe.ts';

test('reads every named recipe back as it is, and knows its name', () => {
  for (const name of RecipeName.options) {
    expect(readRecipe(RECIPES[name])).toEqual({ recipe: RECIPES[name] });
    expect(namedRecipe(RECIPES[name])).toBe(name);
  }
});

test('has no name for a recipe that was changed', () => {
  expect(namedRecipe({ ...RECIPES.quick, epochs: 13 })).toBeNull();
});

test('asks for a number where a field was emptied', () => {
  expect(readRecipe({ ...RECIPES.quick, epochs: '', seed: '' })).toEqual({
    errors: { epochs: 'A number is needed here.', seed: 'A number is needed here.' },
  });
});

test('says what is wrong with a value that is out of its range, beside its field', () => {
  const read = readRecipe({ ...RECIPES.quick, batch: 0, learningRate: 11 });
  expect(Object.keys('errors' in read ? read.errors : {})).toEqual(['batch', 'learningRate']);
});

test('counts full batches only', () => {
  expect(countSteps(1000, { batch: 32, epochs: 3 })).toEqual({ perEpoch: 31, total: 93 });
});
