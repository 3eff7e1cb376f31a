import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evenPlace } from '../../src-shared/even-places.ts';

test('places are all different, in order, and inside of the list', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat({ max: 5000 }), (count, more) => {
      const of = count + more;
      const places = Array.from({ length: count }, (_, index) => evenPlace(index, count, of));
      expect(places[0]).toBe(0);
      expect(new Set(places).size).toBe(count);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places.at(-1)).toBeLessThan(of);
    }),
  );
});

test('all of a list are all of its places', () => {
  expect(Array.from({ length: 7 }, (_, index) => evenPlace(index, 7, 7))).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
