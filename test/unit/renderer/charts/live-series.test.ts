import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { LiveSeries } from '../../../../src-renderer/charts/live-series.ts';
import type { StepPoint } from '../../../../src-shared/figures.ts';

function point(step: number, loss = 1 / step): StepPoint {
  return { step, loss, top1: 0.5, learningRate: 0.01, stepMs: 500, dataWaitMs: 5 };
}

function points(first: number, count: number): StepPoint[] {
  return Array.from({ length: count }, (_, index) => point(first + index));
}

test('grows beyond its first capacity without losing a point', () => {
  const series = new LiveSeries();
  for (let first = 1; first <= 5_000; first += 100) series.append(points(first, 100));
  expect(series.length).toBe(5_000);
  expect(series.column('step')).toEqual(Float64Array.from({ length: 5_000 }, (_, index) => index + 1));
  expect(series.column('loss').at(-1)).toBe(1 / 5_000);
});

test('takes the points of a resumed run in place of the older ones of the same steps', () => {
  const series = new LiveSeries();
  series.append(points(1, 50));
  series.append([point(41, 7), point(42, 8)]);
  expect(series.length).toBe(42);
  expect(Array.from(series.column('loss').slice(-2))).toEqual([7, 8]);
});

test('replaces everything by a snapshot', () => {
  const series = new LiveSeries();
  series.append(points(1, 10));
  series.replace({ step: [3, 6], loss: [2, 1], top1: [0, 1], learningRate: [0.1, 0.2] });
  expect(Array.from(series.column('step'))).toEqual([3, 6]);
  expect(Array.from(series.column('top1'))).toEqual([0, 1]);
});

test('tells its listeners of every change until they leave', () => {
  const series = new LiveSeries();
  const listener = vi.fn();
  const leave = series.subscribe(listener);
  series.append([point(1)]);
  series.append([]);
  leave();
  series.append([point(2)]);
  expect(listener).toHaveBeenCalledTimes(1);
});

test('is ascending by step whatever comes', () => {
  const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 })));
  fc.assert(
    fc.property(batches, (drawn) => {
      const series = new LiveSeries();
      for (const [first, count] of drawn) series.append(points(first, count));
      const steps = Array.from(series.column('step'));
      expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    }),
  );
});
