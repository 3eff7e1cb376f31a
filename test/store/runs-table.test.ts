import { expect, test } from 'vitest';
import type { RunState } from '../../src-shared/contract/runs.ts';
import type { Evaluation } from '../../src-shared/figures.ts';
import { RunId } from '../../src-shared/ids.ts';
import { RECIPES } from '../../src-shared/recipe.ts';
import { datasetOf, epochOf, pointsOf, recordOf } from './samples.ts';
import { addRun, temporaryStore } from './workspace.ts';

const notFound = expect.objectContaining({ code: 'not-found' });

test('a new run is queued and has nothing yet', () => {
  const store = temporaryStore();
  const run = addRun(store);
  expect(run).toMatchObject({
    name: 'first',
    dataset: { id: 'dataset1', name: 'pets', version: 1 },
    classes: ['cat', 'dog'],
    recipe: RECIPES.deck,
    state: { status: 'queued' },
    durationMs: 0,
    epochs: 0,
    steps: 0,
    stepsPerEpoch: 10,
    precision: null,
    best: null,
    train: null,
    val: null,
    test: null,
    checkpoints: [],
  });
  expect(store.runs.get(run.id)).toEqual(run);
  expect(store.runs.startedFrom(run.id)).toBeNull();
  const next = store.runs.insert({ ...run, startedFrom: run.id });
  expect(store.runs.startedFrom(next.id)).toBe(run.id);
  expect(next.startedFrom).toEqual({ kind: 'run', runId: run.id, name: run.name });
});

test('a change touches what it names and nothing else', () => {
  const store = temporaryStore();
  const run = addRun(store);
  const changed = store.runs.update(run.id, {
    durationMs: 1234.5,
    precision: 'bfloat16',
    imagesPerSecond: 55,
  });
  expect(changed).toEqual({ ...run, durationMs: 1234.5, precision: 'bfloat16', imagesPerSecond: 55 });
  expect(store.runs.update(run.id, { name: 'better' })).toEqual({ ...changed, name: 'better' });
});

test('every state is kept, a failed one with its reason', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  const failed: RunState = { status: 'failed', code: 'diverged', message: 'The loss is not a number.' };
  const plain = ['running', 'stopping', 'stopped', 'completed', 'interrupted', 'queued'] as const;
  for (const state of [...plain.map((status) => ({ status })), failed, { status: 'running' as const }]) {
    store.runs.update(id, { state });
    expect(store.runs.get(id).state).toEqual(state);
  }
});

test('figures come from the last epoch, the best checkpoint and its test evaluation', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 23));
  store.metrics.appendEpoch(id, epochOf(1));
  store.metrics.appendEpoch(id, { ...epochOf(2), val: null });
  store.checkpoints.insert(id, {
    step: 10,
    epoch: 1,
    bytes: 100,
    isBest: true,
    figures: { top1: 0.5, loss: 1.25 },
  });
  store.checkpoints.insert(id, { step: 20, epoch: 2, bytes: 100, isBest: false, figures: null });
  const evaluation: Evaluation = {
    loss: 1.1,
    top1: 0.6,
    top5: 1,
    split: 'test',
    views: 1,
    images: 5,
    confusion: [
      [2, 1],
      [1, 1],
    ],
    perClass: [
      { label: 'cat', images: 3, top1: 2 / 3 },
      { label: 'dog', images: 2, top1: 0.5 },
    ],
  };
  store.evaluations.save(id, 10, evaluation);
  expect(store.runs.get(id)).toMatchObject({
    epochs: 2,
    steps: 23,
    train: { loss: 1.5, top1: 0.25 },
    val: null,
    best: { epoch: 1, step: 10, top1: 0.5, loss: 1.25 },
    test: { loss: 1.1, top1: 0.6, top5: 1 },
  });
  expect(store.runs.get(id).checkpoints.map((checkpoint) => checkpoint.step)).toEqual([20, 10]);
});

test('a run is found by id, by name (the newest of it) and as the latest', () => {
  const store = temporaryStore();
  const first = addRun(store, 'same');
  const second = addRun(store, 'same');
  const third = addRun(store, 'other');
  expect(store.runs.find(first.id)).toEqual(first);
  expect(store.runs.find('same')).toEqual(second);
  expect(store.runs.find('latest')).toEqual(third);
  expect(store.runs.list()).toEqual([third, second, first]);
  expect(store.runs.list(2)).toEqual([third, second]);
  expect(() => store.runs.find('nobody')).toThrow(notFound);
  expect(() => temporaryStore().runs.find('latest')).toThrow(notFound);
});

test('runs that were going on when the process died become interrupted', () => {
  const store = temporaryStore();
  const ids = (['queued', 'running', 'stopping', 'completed', 'stopped'] as const).map((status) => {
    const { id } = addRun(store);
    store.runs.update(id, { state: { status } });
    return id;
  });
  expect(store.runs.markInterrupted().sort()).toEqual(ids.slice(0, 3).sort());
  expect(ids.map((id) => store.runs.get(id).state.status)).toEqual([
    'interrupted',
    'interrupted',
    'interrupted',
    'completed',
    'stopped',
  ]);
});

test('a removed run is hidden, comes back, and takes all it has with it when purged', () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  store.metrics.appendSteps(id, pointsOf(1, 10));
  store.runs.remove(id);
  expect(store.runs.list()).toEqual([]);
  expect(() => store.runs.get(id)).toThrow(notFound);
  expect(() => store.runs.update(id, { name: 'x' })).toThrow(notFound);
  store.runs.restore(id);
  expect(store.runs.get(id).steps).toBe(10);

  store.runs.remove(id);
  expect(store.purge().runs).toEqual([id]);
  expect(() => store.runs.restore(id)).toThrow(notFound);
  expect(store.metrics.stepSeries(id, { maxPoints: 10 }).step).toEqual([]);
});

test('a run outlives its data set', () => {
  const store = temporaryStore();
  store.records.insertMany([recordOf(0), recordOf(1)]);
  const dataset = store.datasets.create(datasetOf('pets', [0, 1]));
  const run = store.runs.insert({ ...addRun(store), dataset, startedFrom: null });
  store.datasets.remove(dataset.id);
  store.purge();
  expect(store.runs.get(run.id)).toEqual(run);
});

test('every function of an unknown run says that there is none', () => {
  const { runs } = temporaryStore();
  const id = RunId.parse('nowhere0');
  for (const call of [runs.get, runs.startedFrom, runs.remove, runs.restore]) {
    expect(() => call(id)).toThrow(notFound);
  }
});
