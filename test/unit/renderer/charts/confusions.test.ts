import { expect, test } from 'vitest';
import { commonestConfusions, rowShares } from '../../../../src-renderer/charts/confusions.ts';

const matrix = [
  [8, 2, 0],
  [5, 4, 1],
  [0, 2, 0],
];

test('names the commonest mistakes first and leaves out what was right', () => {
  expect(commonestConfusions(matrix, 3)).toEqual([
    { actual: 1, predicted: 0, count: 5 },
    { actual: 0, predicted: 1, count: 2 },
    { actual: 2, predicted: 1, count: 2 },
  ]);
});

test('names none where every picture was recognised', () => {
  expect(
    commonestConfusions(
      [
        [3, 0],
        [0, 4],
      ],
      5,
    ),
  ).toEqual([]);
});

test('gives each row as shares of its pictures', () => {
  expect(rowShares(matrix)).toEqual([
    [0.8, 0.2, 0],
    [0.5, 0.4, 0.1],
    [0, 1, 0],
  ]);
});

test('gives zeros for a class without pictures', () => {
  expect(rowShares([[0, 0]])).toEqual([[0, 0]]);
});
