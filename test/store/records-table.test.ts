import { expect, test } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { datasetOf, recordOf } from './samples.ts';
import { temporaryFolder, temporaryStore } from './workspace.ts';

test('a record is found by the hash of its file and by its slot', () => {
  const store = temporaryStore();
  store.records.insertMany([recordOf(0), recordOf(1)]);
  const unknown = recordOf(2);
  expect(store.records.findBySha([recordOf(1).sha256, unknown.sha256])).toEqual(
    new Map([[recordOf(1).sha256, recordOf(1)]]),
  );
  expect(store.records.findBySlot(0)).toEqual(recordOf(0));
  expect(store.records.findBySlot(2)).toBeNull();
});

test('records are inserted all or none', () => {
  const store = temporaryStore();
  expect(() => store.records.insertMany([recordOf(0), recordOf(1, 0)])).toThrow('UNIQUE');
  expect(store.records.findBySlot(0)).toBeNull();
});

test('slots are given out once, the free ones before the end', () => {
  const folder = temporaryFolder();
  const store = openStore(folder, { mode: 'write' });
  expect(store.records.allocateSlots(3)).toEqual([0, 1, 2]);
  expect(store.records.allocateSlots(2)).toEqual([3, 4]);
  store.records.insertMany([1, 3, 6].map((slot) => recordOf(slot)));
  store.close();

  const again = openStore(folder, { mode: 'write' });
  expect(again.records.allocateSlots(5)).toEqual([0, 2, 4, 5, 7]);
  again.records.releaseSlots([4, 0]);
  expect(again.records.allocateSlots(3)).toEqual([0, 4, 8]);
  again.close();
});

test('only slots that no data set uses become free, and a removed one still uses its own', () => {
  const store = temporaryStore();
  store.records.insertMany(Array.from({ length: 8 }, (_, slot) => recordOf(slot)));
  const kept = store.datasets.create(datasetOf('kept', [0, 1, 2, 3]));
  const removed = store.datasets.create(datasetOf('removed', [3, 4, 5]));

  expect(store.records.removeUnreferenced()).toBe(2);
  expect(store.records.allocateSlots(3)).toEqual([6, 7, 8]);

  store.datasets.remove(removed.id);
  expect(store.records.removeUnreferenced()).toBe(0);
  expect(store.records.findBySlot(4)).toEqual(recordOf(4));

  expect(store.purge()).toEqual({ datasets: [removed.id], runs: [], records: 2 });
  expect(store.records.findBySlot(3)).toEqual(recordOf(3));
  expect(store.records.allocateSlots(3)).toEqual([4, 5, 6]);
  expect(store.datasets.get(kept.id).images.train).toBe(3);
});
