import { expect, it } from 'vitest';
import { settingImportance } from '../../../src-shared/compare/setting-importance.ts';
import { RECIPES } from '../../../src-shared/recipe.ts';
import type { RunField } from '../../../src-shared/runs-query/run-field.ts';
import { runField } from '../../../src-shared/runs-query/run-fields.ts';
import { makeRun } from '../../helpers/make-run.ts';

function fieldOf(name: string): RunField {
  const field = runField(name);
  if (!field) throw new Error(`There is no field ${name}`);
  return field;
}

/** Runs with a batch, a seed and the best accuracy they reached. */
function records(rows: readonly (readonly [batch: number, seed: number, top1: number | null])[]) {
  return rows.map(([batch, seed, top1]) => ({
    run: makeRun({
      recipe: { ...RECIPES.quick, batch, seed },
      best: top1 === null ? null : { epoch: 1, step: 1, top1, loss: 1 },
    }),
    bests: null,
  }));
}

const FIELDS = ['batch', 'seed', 'learningRate'].map(fieldOf);
const TOP1 = fieldOf('top1');

it('gives a setting that decides everything the whole variance, and one that does nothing none', () => {
  const runs = records([
    [16, 1, 0.5],
    [16, 2, 0.5],
    [32, 1, 0.9],
    [32, 2, 0.9],
  ]);
  const [first, second, ...rest] = settingImportance(runs, FIELDS, TOP1);
  expect(first).toMatchObject({ field: { name: 'batch' }, share: 1, direction: 'higher', values: 2 });
  expect(second).toMatchObject({ field: { name: 'seed' }, share: 0, direction: null });
  // The rate is the same in all.
  expect(rest).toEqual([]);
});

it('takes off what groups explain by chance: ε² by hand', () => {
  const runs = records([
    [16, 1, 0.1],
    [16, 1, 0.3],
    [32, 1, 0.4],
    [32, 1, 0.6],
  ]);
  // Total 0.13, within 0.04 with 2 degrees of freedom: (0.13 − 0.04 − 0.02) / 0.13.
  expect(settingImportance(runs, FIELDS, TOP1)[0]?.share).toBeCloseTo(0.07 / 0.13, 9);
});

it('looks at many numbers by their ranks, so that any rising curve counts fully', () => {
  const runs = records([1, 2, 4, 8, 16, 32, 64].map((batch, index) => [batch, 1, 0.9 - 0.1 * index ** 0.3]));
  expect(settingImportance(runs, FIELDS, TOP1)[0]).toMatchObject({ share: 1, direction: 'lower', values: 7 });
});

it('says nothing of too few results, of equal ones, or where every run is a group of its own', () => {
  expect(
    settingImportance(
      records([
        [16, 1, 0.5],
        [32, 1, 0.6],
        [64, 1, null],
        [8, 1, null],
      ]),
      FIELDS,
      TOP1,
    ),
  ).toEqual([]);
  expect(settingImportance(records([1, 2, 3, 4].map((seed) => [16, seed, 0.5])), FIELDS, TOP1)).toEqual([]);
  const alone = settingImportance(records([1, 2, 3, 4].map((seed) => [16, seed, seed / 10])), FIELDS, TOP1);
  expect(alone[0]?.share).toBe(0);
});
