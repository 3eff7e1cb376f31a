import { expect, test } from 'vitest';
import { nearestRows } from '../../../src-main/engine/inspect/nearest-rows.ts';
import { random } from '../../../src-shared/random.ts';
import { testTensorFlow } from '../../helpers/engine-parts.ts';

testTensorFlow();
const calm = { progress: async () => undefined };

test('the nearest rows are those of direct loops, each row itself first', async () => {
  const [rows, columns, count] = [300, 20, 5];
  const from = random('nearest rows');
  const data = Float32Array.from({ length: rows * columns }, () => from.normal() + 10);
  const { tensors } = await nearestRows({ shape: [rows, columns], data }, count, calm);
  const distance = (one: number, other: number): number =>
    Math.hypot(
      ...Array.from(
        { length: columns },
        (_, at) => (data[one * columns + at] ?? 0) - (data[other * columns + at] ?? 0),
      ),
    );
  for (let row = 0; row < rows; row += 23) {
    const all = Array.from({ length: rows }, (_, other) => other);
    const expected = all.sort((a, b) => distance(row, a) - distance(row, b)).slice(0, count);
    const place = [row * count, (row + 1) * count] as const;
    expect(Array.from(tensors.nearest?.data.subarray(...place) ?? [])).toEqual(expected);
    for (const [at, found] of (tensors.distances?.data.subarray(...place) ?? []).entries()) {
      expect(found).toBeCloseTo(distance(row, expected[at] ?? 0), 4);
    }
  }
});

test('among many that are the same a row still has itself in front', async () => {
  const data = new Float32Array(40 * 3).fill(2);
  const { tensors } = await nearestRows({ shape: [40, 3], data }, 4, calm);
  const own = Array.from({ length: 40 }, (_, row) => tensors.nearest?.data[row * 4]);
  expect(own).toEqual(Array.from({ length: 40 }, (_, row) => row));
});

test('no more are given than there are, and values that are no numbers are refused', async () => {
  const two = { shape: [2, 2], data: Float32Array.of(0, 0, 3, 4) };
  const { tensors } = await nearestRows(two, 15, calm);
  expect(tensors.distances).toEqual({ shape: [2, 2], data: Float32Array.of(0, 5, 0, 5) });
  const broken = { shape: [1, 2], data: Float32Array.of(1, Number.NaN) };
  await expect(nearestRows(broken, 1, calm)).rejects.toMatchObject({ code: 'diverged' });
});
