import { expect, test } from 'vitest';
import { apart } from '../../../../src-renderer/screens/compare/settings/run-axis.ts';

test('labels that would run into each other are left out, those of the ends kept', () => {
  const ticks = [0, 0.9, 0.95, 1].map((place) => ({ place, label: `${place * 100} %` }));
  expect(apart(ticks, 0.08).map(({ place }) => place)).toEqual([1, 0, 0.9]);
  expect(apart(ticks, 0.04)).toHaveLength(4);
  expect(apart(ticks.slice(0, 1), 0.1)).toHaveLength(1);
  expect(apart([], 0.1)).toEqual([]);
});
