import { expect, it } from 'vitest';
import { topPredictions } from '../../../src-main/services/classify.ts';

it('puts the most probable classes first, and no more than are wanted or there', () => {
  const probabilities = Float32Array.of(0.25, 0.5, 0.125);
  const classes = ['a', 'b', 'c'];
  expect(topPredictions(probabilities, classes, 2)).toEqual([
    { label: 'b', probability: 0.5 },
    { label: 'a', probability: 0.25 },
  ]);
  expect(topPredictions(probabilities, classes, 9).map(({ label }) => label)).toEqual(['b', 'a', 'c']);
});
