import { expect, test } from 'vitest';
import { epochOf } from './samples.ts';
import { addRun, temporaryStore } from './workspace.ts';

test('each figure has its best and the first epoch that had it', () => {
  const store = temporaryStore();
  const [run, other, fresh] = [addRun(store), addRun(store), addRun(store)];
  const shown = [
    { loss: 2, top1: 0.3, top5: 0.9 },
    { loss: 1, top1: 0.6, top5: 0.8 },
    { loss: 1.5, top1: 0.6, top5: 0.7 },
  ];
  for (const [i, val] of shown.entries())
    store.metrics.appendEpoch(run.id, { ...epochOf(i + 1), train: { loss: 3 - i, top1: 0.1 * i }, val });
  store.metrics.appendEpoch(other.id, { ...epochOf(1), val: null });
  const bests = {
    runId: run.id,
    trainLoss: { value: 1, epoch: 3 },
    trainTop1: { value: 0.2, epoch: 3 },
    valLoss: { value: 1, epoch: 2 },
    valTop1: { value: 0.6, epoch: 2 },
    valTop5: { value: 0.9, epoch: 1 },
  };
  expect(store.runFigures.bests([run.id, fresh.id])).toEqual([bests]);
  expect(store.runFigures.bests()).toHaveLength(2);
  expect(store.runFigures.bests([other.id])).toMatchObject([
    { trainTop1: { value: 0.25, epoch: 1 }, valTop1: null, valLoss: null },
  ]);
});

test('a curve is of the validation split where there is one, and keeps the extremes of each stretch', () => {
  const store = temporaryStore();
  const [run, other] = [addRun(store), addRun(store)];
  expect(store.runFigures.curve(run.id, 10)).toBeNull();
  store.metrics.appendEpoch(other.id, { ...epochOf(1), val: null });
  expect(store.runFigures.curve(other.id, 10)).toEqual({
    runId: other.id,
    split: 'train',
    epoch: [1],
    top1: [0.25],
  });
  for (let epoch = 1; epoch <= 100; epoch++) {
    const top1 = epoch === 55 ? 1 : epoch / 200;
    store.metrics.appendEpoch(run.id, { ...epochOf(epoch), val: { loss: 1, top1, top5: 1 } });
  }
  const curve = store.runFigures.curve(run.id, 10);
  expect(curve?.epoch).toEqual([
    1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51, 55, 61, 70, 71, 80, 81, 90, 91, 100,
  ]);
  expect(curve?.top1[11]).toBe(1);
});
