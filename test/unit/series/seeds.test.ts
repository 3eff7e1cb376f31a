import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupBySeeds, spreadOf } from '../../../src-shared/series/seeds.ts';
import { makeRun } from '../../helpers/make-run.ts';

test('runs that differ in nothing but the seed stand together', () => {
  const run = makeRun();
  const other = { ...run.recipe, learningRate: run.recipe.learningRate / 2 };
  const runs = [run, makeRun({ recipe: other }), makeRun({ recipe: { ...run.recipe, seed: 7 } })];
  expect(groupBySeeds(runs, (one) => one)).toEqual([[runs[0], runs[2]], [runs[1]]]);
});

test('mean and deviation of straight lines are those of their values at each column, wherever their points stand', () => {
  const line = fc.record({ slope: fc.integer({ min: -5, max: 5 }), start: fc.integer({ min: -9, max: 9 }) });
  const places = fc.uniqueArray(fc.integer({ min: 1, max: 18 }), { maxLength: 10 });
  fc.assert(
    fc.property(fc.array(fc.tuple(line, places), { minLength: 1, maxLength: 6 }), (lines) => {
      const curves = lines.map(([{ slope, start }, inner]) => {
        const at = Float64Array.from([0, ...inner.sort((a, b) => a - b), 19.5]);
        return { at, value: at.map((place) => start + slope * place) };
      });
      const { mean, deviation } = spreadOf(curves, 20);
      for (let column = 0; column < 20; column += 1) {
        const values = lines.map(([{ slope, start }]) => start + slope * (column + 0.5));
        const average = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
        expect(mean[column]).toBeCloseTo(average, 6);
        expect(deviation[column]).toBeCloseTo(
          values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0,
          6,
        );
      }
    }),
  );
});

test('beyond its ends a curve does not count', () => {
  const short = { at: Float64Array.of(0.5, 1.5), value: Float64Array.of(0, 0) };
  const long = { at: Float64Array.of(0.5, 3.5), value: Float64Array.of(2, 2) };
  const { mean } = spreadOf([short, long], 5);
  expect([...mean]).toEqual([1, 1, 2, 2, Number.NaN]);
});
