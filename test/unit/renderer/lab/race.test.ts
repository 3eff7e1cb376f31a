import { describe, expect, it } from 'vitest';
import { findRace } from '../../../../src-renderer/screens/lab/race/find-race.ts';
import {
  ACTIVATION_RACES,
  AUGMENTATION_RACE,
  DROPOUT_RACE,
} from '../../../../src-renderer/screens/lab/race/race-pairs.ts';
import { DatasetId, RunId } from '../../../../src-shared/ids.ts';
import { Recipe } from '../../../../src-shared/recipe.ts';
import { makeRun } from '../../../helpers/make-run.ts';

describe('a race', () => {
  it.each([
    [DROPOUT_RACE, 'dropout'],
    [AUGMENTATION_RACE, 'augmentation'],
    [ACTIVATION_RACES.tanh, 'net'],
    [ACTIVATION_RACES.sigmoid, 'net'],
  ])('differs in one setting', ({ sides }, field) => {
    const different = Recipe.keyof().options.filter(
      (name) => JSON.stringify(sides[0].recipe[name]) !== JSON.stringify(sides[1].recipe[name]),
    );
    expect(different).toEqual([field]);
    for (const { recipe } of sides) expect(Recipe.safeParse(recipe).success).toBe(true);
  });

  it('is found again by the names of its runs, the latest ones on one data set', () => {
    const [one, other] = DROPOUT_RACE.sides;
    const elsewhere = { id: DatasetId.parse('data0002'), name: 'Birds', version: 1 };
    const runs = [
      makeRun({ id: RunId.parse('run00001'), name: one.name, createdAtMs: 1 }),
      makeRun({ id: RunId.parse('run00002'), name: other.name, createdAtMs: 2 }),
      makeRun({ id: RunId.parse('run00003'), name: `${one.name}, 2`, createdAtMs: 3 }),
      makeRun({ id: RunId.parse('run00004'), name: other.name, createdAtMs: 4, dataset: elsewhere }),
    ];
    expect(findRace(runs, DROPOUT_RACE)?.map(({ id }) => id)).toEqual(['run00003', 'run00002']);
    expect(findRace(runs, AUGMENTATION_RACE)).toBeNull();
  });
});
