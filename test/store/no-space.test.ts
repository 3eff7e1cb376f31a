import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src-main/store/open-database.ts';
import { createStore } from '../../src-main/store/store.ts';
import { datasetOf, pointsOf, recordOf } from './samples.ts';
import { addRun, temporaryFolder } from './workspace.ts';

/** A store whose file may grow by no more than some 16 pages: SQLite then fails as it does on a full disk. */
function fullStore() {
  const db = openDatabase(temporaryFolder(), 'write');
  const store = createStore(db);
  onTestFinished(() => store.close());
  return {
    store,
    fill: () => db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 16}`),
  };
}

const noSpace = expect.objectContaining({
  code: 'no-space',
  message: expect.stringMatching(/no room left .*workspace\.sqlite/),
});

test('metrics that do not fit are refused as a whole, and what was there stays', () => {
  const { store, fill } = fullStore();
  const run = addRun(store);
  store.metrics.appendSteps(run.id, pointsOf(1, 100));
  fill();
  expect(() => store.metrics.appendSteps(run.id, pointsOf(101, 10_000))).toThrow(noSpace);
  expect(store.runs.get(run.id).steps).toBe(100);
  store.metrics.appendSteps(run.id, pointsOf(101, 110));
  expect(store.runs.get(run.id).steps).toBe(110);
});

test('a data set that does not fit leaves no trace', () => {
  const { store, fill } = fullStore();
  const slots = store.records.allocateSlots(5000);
  store.records.insertMany(slots.map((slot) => recordOf(slot)));
  fill();
  expect(() => store.datasets.create(datasetOf('pets', slots))).toThrow(noSpace);
  expect(store.datasets.list()).toEqual([]);
  expect(store.datasets.create(datasetOf('pets', slots.slice(0, 50))).version).toBe(1);
});

test('inside a transaction the whole of it is taken back', () => {
  const { store, fill } = fullStore();
  fill();
  expect(() =>
    store.transaction(() => store.metrics.appendSteps(addRun(store).id, pointsOf(1, 10_000))),
  ).toThrow(noSpace);
  expect(store.runs.list()).toEqual([]);
});
