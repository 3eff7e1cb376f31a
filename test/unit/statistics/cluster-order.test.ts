import fc from 'fast-check';
import { expect, it } from 'vitest';
import { random } from '../../../src-shared/random.ts';
import { clusterOrder } from '../../../src-shared/statistics/cluster-order.ts';

/** Counts of classes in families, in which classes are taken for each other, after `places` has mixed the classes up. */
function families(places: readonly number[], size: number): Float64Array {
  const classes = places.length;
  const counts = new Float64Array(classes * classes);
  for (let a = 0; a < classes; a++) {
    for (let b = 0; b < classes; b++) {
      const [one, other] = [places[a] ?? 0, places[b] ?? 0];
      const isFamily = Math.floor(one / size) === Math.floor(other / size);
      counts[a * classes + b] = a === b ? 60 : isFamily ? 10 - Math.abs(one - other) : 0;
    }
  }
  return counts;
}

it('classes that are taken for one another stand together, however they were mixed', () => {
  const places = random(3, 'mixed').shuffle(Array.from({ length: 24 }, (_, index) => index));
  const order = clusterOrder(families(places, 4), 24);
  const familyOf = order.map((index) => Math.floor((places[index] ?? 0) / 4));
  const changes = familyOf.filter((family, at) => at > 0 && family !== familyOf[at - 1]).length;
  expect(changes).toBe(5);
});

it('the ends that meet are the likest: a chain of neighbours comes out as the chain', () => {
  const places = [2, 0, 3, 1];
  const counts = new Float64Array(16);
  const strength = [9, 5, 8];
  for (let a = 0; a < 4; a++) {
    for (let b = 0; b < 4; b++) {
      const [one, other] = [places[a] ?? 0, places[b] ?? 0];
      if (a === b) counts[a * 4 + b] = 100;
      if (Math.abs(one - other) === 1) counts[a * 4 + b] = strength[Math.min(one, other)] ?? 0;
    }
  }
  const chain = clusterOrder(counts, 4).map((index) => places[index]);
  expect([chain, chain.toReversed()]).toContainEqual([0, 1, 2, 3]);
});

it('every order is one of all classes, and it ends also where many are equally near', () => {
  const matrix = fc
    .integer({ min: 0, max: 14 })
    .chain((classes) =>
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: classes ** 2, maxLength: classes ** 2 }),
    );
  fc.assert(
    fc.property(matrix, (counts) => {
      const classes = Math.sqrt(counts.length);
      const order = clusterOrder(counts, classes);
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: classes }, (_, index) => index));
    }),
  );
});

it('classes without any mistakes keep their order', () => {
  expect(clusterOrder([1, 0, 0, 0, 1, 0, 0, 0, 1], 3)).toEqual([0, 1, 2]);
});
