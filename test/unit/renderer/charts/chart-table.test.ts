import { expect, test } from 'vitest';
import { chartTable, lastAtOrBefore } from '../../../../src-renderer/charts/chart-table.ts';

const steps = Float64Array.of(1, 2, 3, 4, 6);
const values = Float64Array.of(5, 4, 3, 2, 1);

test('puts an epoch value at the last step of its epoch', () => {
  const [, , , epochs] = chartTable({
    steps,
    values,
    epochValues: [{ step: 2, value: 0.5 }],
    smoothing: 0,
    unit: 1,
  });
  expect(epochs).toEqual([null, 0.5, null, null, null]);
});

test('puts it at the step before where thinning took its own', () => {
  const [, , , epochs] = chartTable({
    steps,
    values,
    epochValues: [{ step: 5, value: 0.5 }],
    smoothing: 0,
    unit: 1,
  });
  expect(epochs).toEqual([null, null, null, 0.5, null]);
});

test('leaves out epoch values from before the first step', () => {
  const [, , , epochs] = chartTable({
    steps: Float64Array.of(10),
    values: Float64Array.of(1),
    epochValues: [{ step: 5, value: 0.5 }],
    smoothing: 0,
    unit: 1,
  });
  expect(epochs).toEqual([null]);
});

test('counts epochs on the axis when its unit is an epoch', () => {
  const [x] = chartTable({ steps, values, epochValues: [], smoothing: 0, unit: 2 });
  expect(Array.from(x)).toEqual([0.5, 1, 1.5, 2, 3]);
});

test('finds the last step that is not above another', () => {
  expect([0, 1, 5, 6, 99].map((step) => lastAtOrBefore(steps, step))).toEqual([-1, 0, 3, 4, 4]);
});
