import { expect, test } from 'vitest';
import { checkpointFileName } from '../../src-shared/checkpoint-file.ts';
import type { Evaluation } from '../../src-shared/figures.ts';
import { addRun, temporaryStore } from './workspace.ts';

const figures = { top1: 0.5, loss: 1.25 };
const plain = (step: number) => ({ step, epoch: step / 10, bytes: 1000, isBest: false, figures });
const best = (step: number) => ({ ...plain(step), isBest: true });

const evaluation: Evaluation = {
  loss: 1,
  top1: 0.5,
  top5: 1,
  split: 'val',
  views: 10,
  images: 2,
  confusion: [
    [1, 0],
    [1, 0],
  ],
  perClass: [
    { label: 'cat', images: 1, top1: 1 },
    { label: 'dog', images: 1, top1: 0 },
  ],
};

test('checkpoints are listed newest first and the last best one has the mark', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  for (const checkpoint of [best(10), best(20), plain(30)]) store.checkpoints.insert(id, checkpoint);
  const marks = store.checkpoints.list(id).map(({ step, isBest }) => [step, isBest]);
  expect(marks).toEqual([
    [30, false],
    [20, true],
    [10, false],
  ]);
  expect(store.checkpoints.best(id)).toMatchObject({ step: 20, epoch: 2, bytes: 1000, ...figures });
  expect(store.checkpoints.best(addRun(store).id)).toBeNull();
});

test('those that are neither the newest two nor the best may go', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  for (const checkpoint of [plain(10), best(20), plain(30), plain(40)])
    store.checkpoints.insert(id, checkpoint);
  expect(store.checkpoints.prunable(id).map(({ step }) => step)).toEqual([10]);
  store.checkpoints.remove(id, 10);
  store.checkpoints.insert(id, best(50));
  expect(store.checkpoints.prunable(id).map(({ step }) => step)).toEqual([20, 30]);
});

test('a checkpoint of the same step replaces the one before and keeps its mark and evaluations', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.checkpoints.insert(id, best(10));
  store.evaluations.save(id, 10, evaluation);
  store.checkpoints.insert(id, { ...plain(10), bytes: 2000, figures: null });
  expect(store.checkpoints.best(id)).toMatchObject({ step: 10, bytes: 2000, ...figures });
  expect(store.evaluations.find({ runId: id, step: 10, split: 'val', views: 10 })).toEqual(evaluation);
});

test('going on from an earlier step forgets the later checkpoints', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  for (const checkpoint of [plain(10), plain(20), best(30)]) store.checkpoints.insert(id, checkpoint);
  store.checkpoints.truncateAfter(id, 20);
  expect(store.checkpoints.list(id).map(({ step }) => step)).toEqual([20, 10]);
  expect(store.checkpoints.best(id)).toBeNull();
});

test('an evaluation answers its own question only and goes with its checkpoint', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.checkpoints.insert(id, plain(10));
  store.evaluations.save(id, 10, evaluation);
  store.evaluations.save(id, 10, { ...evaluation, loss: 2 });
  const key = { runId: id, step: 10, split: 'val', views: 10 } as const;
  expect(store.evaluations.find(key)).toEqual({ ...evaluation, loss: 2 });
  expect(store.evaluations.find({ ...key, views: 1 })).toBeNull();
  expect(store.evaluations.find({ ...key, split: 'test' })).toBeNull();
  expect(() => store.evaluations.save(id, 20, evaluation)).toThrow('FOREIGN KEY');
  store.checkpoints.remove(id, 10);
  expect(store.evaluations.find(key)).toBeNull();
});

test('file names sort as their steps do', () => {
  expect(checkpointFileName(7)).toBe('step-00000007.safetensors');
  expect(checkpointFileName(12_345_678)).toBe('step-12345678.safetensors');
});
