import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochOf, pointOf, pointsOf } from './samples.ts';
import { thinSeries } from './thin-series.ts';
import { addRun, temporaryStore } from './workspace.ts';

test('every point is kept and a short series is read as it was', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 40));
  store.metrics.appendSteps(id, pointsOf(41, 100));
  const series = store.metrics.stepSeries(id, { maxPoints: 100 });
  expect(series.step).toEqual(pointsOf(1, 100).map((point) => point.step));
  expect(series.loss).toEqual(pointsOf(1, 100).map((point) => point.loss));
  expect(series.top1).toHaveLength(100);
  expect(new Set(series.learningRate)).toEqual(new Set([0.01]));
});

test('a run without points has an empty series', () => {
  const store = temporaryStore();
  expect(store.metrics.stepSeries(addRun(store).id, { maxPoints: 100 })).toEqual({
    step: [],
    loss: [],
    top1: [],
    learningRate: [],
  });
});

test('a stretch of a run is read alone, and its neighbours are not', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.metrics.appendSteps(addRun(store).id, pointsOf(1, 100));
  store.metrics.appendSteps(id, pointsOf(1, 100));
  const stretch = (fromStep: number, toStep: number) =>
    store.metrics.stepSeries(id, { maxPoints: 10, fromStep, toStep }).step;
  expect(stretch(95, 500)).toEqual([95, 96, 97, 98, 99, 100]);
  expect(stretch(20, 24)).toEqual([20, 21, 22, 23, 24]);
  // Falling losses: each bucket of ten steps gives its first and its last.
  expect(stretch(1, 50)).toEqual([1, 10, 11, 20, 21, 30, 31, 40, 41, 50]);
});

test('points of a step that is there already are refused as a whole', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 10));
  expect(() => store.metrics.appendSteps(id, [pointOf(11), pointOf(10)])).toThrow('UNIQUE');
  expect(store.runs.get(id).steps).toBe(10);
});

test('a resumed run forgets what it will do again', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 27));
  store.metrics.appendEpoch(id, epochOf(1));
  store.metrics.appendEpoch(id, epochOf(2));
  store.metrics.truncateAfter(id, 15);
  expect(store.runs.get(id)).toMatchObject({ steps: 15, epochs: 1 });
  store.metrics.appendSteps(id, pointsOf(16, 20));
  store.metrics.appendEpoch(id, epochOf(2));
  expect(store.metrics.epochs(id)).toEqual([epochOf(1), epochOf(2)]);
});

test('an epoch without validation has none when it is read', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.metrics.appendEpoch(id, { ...epochOf(1), val: null });
  expect(store.metrics.epochs(id)).toEqual([{ ...epochOf(1), val: null }]);
});

test('thinning in SQL keeps the extremes of each bucket, as plain loops do', () => {
  const store = temporaryStore();
  const losses = fc.uniqueArray(fc.double({ min: 0, max: 100, noNaN: true }), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(losses, fc.integer({ min: 2, max: 80 }), (values, maxPoints) => {
      const { id } = addRun(store);
      store.metrics.appendSteps(
        id,
        values.map((loss, i) => pointOf(i + 1, loss)),
      );
      const whole = store.metrics.stepSeries(id, { maxPoints: values.length + 1 });
      expect(store.metrics.stepSeries(id, { maxPoints })).toEqual(thinSeries(whole, maxPoints));
    }),
    { numRuns: 40 },
  );
});
