import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Answering,
  disagreementsOf,
} from '../../../../src-renderer/screens/compare/disagreements/disagreements.ts';
import { intervalAxis, placeOn } from '../../../../src-renderer/screens/compare/real/interval-ticks.ts';
import { chance, points } from '../../../../src-renderer/screens/compare/real/points.ts';

/** Rows of slot, checksum, label, answer and its probability. */
function answering(classes: readonly string[], rows: readonly (readonly number[])[]): Answering {
  const column = (at: number) => Int32Array.from(rows, (row) => row[at] ?? 0);
  const confidence = Float32Array.from(rows, (row) => row[4] ?? 0);
  return {
    classes,
    answers: {
      slots: column(0),
      checksums: column(1),
      labels: column(2),
      predicted: column(3),
      confidence,
      own: confidence,
    },
  };
}

test('pictures are matched by slot and checksum, classes by name, and the surest disagreements come first', () => {
  const one = answering(
    ['cat', 'dog', 'owl'],
    [
      [1, 11, 0, 0, 0.9],
      [2, 22, 1, 0, 0.5],
      [3, 33, 2, 0, 0.75],
      [4, 44, 0, 0, 0.9],
      [5, 55, 1, 1, 0.9],
      [6, 66, 1, 1, 0.9],
    ],
  );
  const other = answering(
    ['owl', 'dog', 'cat'],
    [
      [6, 67, 1, 0, 0.9], // another picture in a used slot
      [5, 55, 0, 0, 0.9], // the same picture under another label
      [4, 44, 2, 2, 0.6], // the same answer
      [3, 33, 0, 1, 0.5],
      [2, 22, 1, 1, 0.25],
      [1, 11, 2, 0, 0.75],
    ],
  );
  const { common, pictures } = disagreementsOf(one, other);
  expect(common).toBe(4);
  expect(pictures.map(({ kind, first, second }) => [kind, first, second])).toEqual([
    ['first', 0, 5],
    ['neither', 2, 3],
    ['second', 1, 4],
  ]);
  expect(pictures[1]).toMatchObject({
    label: 'owl',
    said: [
      { label: 'cat', probability: 0.75 },
      { label: 'dog', probability: 0.5 },
    ],
  });
});

test('points have their sign, and small chances their bound', () => {
  expect([0.021, -0.004, 0.0004, 1].map(points)).toEqual(['+2.1', '−0.4', '0', '+100']);
  expect([0.0312, 0.0001, 1].map(chance)).toEqual(['0.031', '< 0.001', '1.0']);
});

test('an axis holds every interval and zero, with a handful of ticks', () => {
  const end = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(end, end), { minLength: 1, maxLength: 5 }), (ends) => {
      const intervals = ends.map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
      const axis = intervalAxis(intervals);
      for (const { low, high } of intervals) {
        expect(placeOn(axis, low)).toBeGreaterThanOrEqual(-1e-6);
        expect(placeOn(axis, high)).toBeLessThanOrEqual(100 + 1e-6);
      }
      expect(axis.ticks.some((tick) => Math.abs(tick) < 1e-12)).toBe(true);
      expect(axis.ticks.length).toBeLessThanOrEqual(11);
    }),
  );
});
