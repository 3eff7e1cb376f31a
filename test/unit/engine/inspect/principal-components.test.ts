import { expect, it } from 'vitest';
import { principalComponents } from '../../../../src-main/engine/inspect/principal-components.ts';
import { random } from '../../../../src-shared/random.ts';

/** Points that vary by 5, 2 and 0.1 along the axes of a turned cube, around a middle that is not 0. */
function cloud(count: number): { points: Float32Array; along: number[][] } {
  const from = random('cloud');
  const axes = [
    [2 / 3, 2 / 3, 1 / 3],
    [-2 / 3, 1 / 3, 2 / 3],
    [1 / 3, -2 / 3, 2 / 3],
  ];
  const along = Array.from({ length: count }, () => [
    5 * from.normal(),
    2 * from.normal(),
    0.1 * from.normal(),
  ]);
  const points = along.flatMap((steps) =>
    [0, 1, 2].map(
      (column) => 7 + steps.reduce((sum, step, axis) => sum + step * (axes[axis]?.[column] ?? 0), 0),
    ),
  );
  return { points: Float32Array.from(points), along };
}

it('finds the two axes along which points vary most', () => {
  const { points, along } = cloud(2000);
  const { projected, explained } = principalComponents(points, [2000, 3]);
  const [first = 0, second = 0] = [0, 1].map(
    (axis) => along.reduce((s, one) => s + (one[axis] ?? 0), 0) / 2000,
  );
  for (const [index, [one = 0, two = 0]] of along.slice(0, 50).entries()) {
    expect(Math.abs((projected[index * 2] ?? 0) - (one - first))).toBeLessThan(0.3);
    // The second axis' largest element is one of two alike, so its sign is open.
    expect(Math.abs(Math.abs(projected[index * 2 + 1] ?? 0) - Math.abs(two - second))).toBeLessThan(0.5);
  }
  expect(explained[0]).toBeCloseTo(25 / 29.01, 1);
  expect(explained[1]).toBeCloseTo(4 / 29.01, 1);
});

it('gives a plane of zeros for points that are all the same', () => {
  const { projected, explained } = principalComponents(new Float32Array(12).fill(3), [4, 3]);
  expect(Array.from(projected).map(Math.abs)).toEqual(Array(8).fill(0));
  expect(explained).toEqual([0, 0]);
});
