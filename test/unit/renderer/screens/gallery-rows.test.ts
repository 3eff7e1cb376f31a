import fc from 'fast-check';
import { expect, test } from 'vitest';
import { galleryRows } from '../../../../src-renderer/screens/datasets/gallery-rows.ts';

const counts = [
  { label: 'cats', train: 5, val: 1, test: 0 },
  { label: 'dogs', train: 0, val: 0, test: 3 },
];
const everything = { label: null, split: null };

test('puts each class under its name, in rows as long as the window is wide', () => {
  expect(galleryRows(counts, everything, 4)).toEqual([
    { kind: 'heading', label: 'cats', count: 6 },
    { kind: 'pictures', first: 0, count: 4 },
    { kind: 'pictures', first: 4, count: 2 },
    { kind: 'heading', label: 'dogs', count: 3 },
    { kind: 'pictures', first: 6, count: 3 },
  ]);
});

test('leaves out classes without pictures in the split', () => {
  expect(galleryRows(counts, { label: null, split: 'test' }, 4)).toEqual([
    { kind: 'heading', label: 'dogs', count: 3 },
    { kind: 'pictures', first: 0, count: 3 },
  ]);
});

test('counts from the first picture of the chosen class', () => {
  expect(galleryRows(counts, { label: 'dogs', split: null }, 2)).toEqual([
    { kind: 'heading', label: 'dogs', count: 3 },
    { kind: 'pictures', first: 0, count: 2 },
    { kind: 'pictures', first: 2, count: 1 },
  ]);
});

test('has a place for every picture exactly once', () => {
  const size = fc.nat({ max: 30 });
  const drawn = fc.array(fc.record({ label: fc.string(), train: size, val: size, test: size }));
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 9 }), (classes, columns) => {
      const places = galleryRows(classes, everything, columns).flatMap((row) =>
        row.kind === 'pictures' ? Array.from({ length: row.count }, (_, index) => row.first + index) : [],
      );
      const total = classes.reduce((sum, { train, val, test: tests }) => sum + train + val + tests, 0);
      expect(places).toEqual(Array.from({ length: total }, (_, index) => index));
    }),
  );
});
