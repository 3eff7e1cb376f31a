import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addRecipeOptions, recipeFrom } from '../../../src-main/cli/recipe-options.ts';
import { UsageError } from '../../../src-main/cli/usage-error.ts';
import { NO_AUGMENTATION } from '../../../src-shared/recipe/augmentation.ts';
import { OPTIMIZERS } from '../../../src-shared/recipe/optimizer.ts';
import { RECIPES, type Recipe } from '../../../src-shared/recipe.ts';

function recipeOf(...args: string[]): Recipe {
  return recipeFrom(addRecipeOptions(new Command()).parse(args, { from: 'user' }).opts());
}

test('no option at all gives what suits the network', () => {
  expect(recipeOf()).toEqual(RECIPES.deck);
});

test('any setting is set by its name, in whatever order', () => {
  const recipe = recipeOf(
    ...['--recipe', 'quick', '--set', 'optimizer.beta1=0.8', '--set', 'optimizer.kind=adamw'],
    ...['--lr', '0.002', '--set', 'augmentation.mixing.kind=cutmix', '--set', 'augmentation.crop=false'],
  );
  expect(recipe).toEqual({
    ...RECIPES.quick,
    learningRate: 0.002,
    optimizer: { ...OPTIMIZERS.adamw, beta1: 0.8 },
    augmentation: { ...RECIPES.quick.augmentation, crop: false, mixing: { kind: 'cutmix', alpha: 1 } },
  });
  expect(recipeOf('--set', 'optimizer.kind=adam').learningRate).toBe(0.0003);
});

test('pictures are left as they are where no augmentation is wanted', () => {
  expect(recipeOf('--no-augment').augmentation).toEqual(NO_AUGMENTATION);
});

test.each([
  [
    'a name that the recipe does not have',
    ['--set', 'optimizer.beta1=1'],
    /no setting optimizer.beta1.*optimizer.momentum/,
  ],
  [
    'momentum for an optimizer without',
    ['--set', 'optimizer.kind=adam', '--momentum', '0.9'],
    /no setting optimizer.momentum/,
  ],
  ['a value out of range', ['--set', 'augmentation.rotation=999'], /180/],
  ['an unknown kind', ['--set', 'optimizer.kind=lion'], /optimizer/],
  ['no value', ['--set', 'epochs'], /setting=value/],
])('%s is refused with the reason', (_, args, reason) => {
  expect(() => recipeOf(...args)).toThrow(UsageError);
  expect(() => recipeOf(...args)).toThrow(reason);
});
