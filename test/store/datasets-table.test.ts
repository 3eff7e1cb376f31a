import { expect, test } from 'vitest';
import type { Store } from '../../src-main/store/store.ts';
import { DatasetId } from '../../src-shared/ids.ts';
import { datasetOf, recordOf } from './samples.ts';
import { addRun, temporaryStore } from './workspace.ts';

function storeWithRecords(count: number): Store {
  const store = temporaryStore();
  store.records.insertMany(Array.from({ length: count }, (_, slot) => recordOf(slot)));
  return store;
}

test('a data set comes back with its counts, classes and rejected files', () => {
  const store = storeWithRecords(10);
  const rejected = [
    { file: 'cat/broken.jpg', reason: 'The file ends early.' },
    { file: 'a b\n🐈.png', reason: 'It is empty.' },
  ];
  const made = store.datasets.create({ ...datasetOf('pets', [0, 1, 2, 3, 4, 5, 6, 7]), rejected });
  expect(made).toMatchObject({
    name: 'pets',
    version: 1,
    classes: ['cat', 'dog'],
    images: { train: 6, val: 0, test: 2 },
    rejected: 2,
    source: '/pictures',
    isSample: false,
    runs: 0,
  });
  expect(store.datasets.get(made.id)).toEqual(made);
  expect(store.datasets.list()).toEqual([made]);
  expect(store.datasets.rejected(made.id)).toEqual([...rejected].reverse());
  expect(store.datasets.classCounts(made.id)).toEqual([
    { label: 'cat', train: 3, val: 0, test: 1 },
    { label: 'dog', train: 3, val: 0, test: 1 },
  ]);
});

test('the runs that use a data set are counted, without the removed ones', () => {
  const store = storeWithRecords(4);
  const made = store.datasets.create(datasetOf('pets', [0, 1, 2, 3]));
  const { id: first } = store.runs.insert({ ...addRun(store), dataset: made, startedFrom: null });
  store.runs.insert({ ...addRun(store), dataset: made, startedFrom: null });
  expect(store.datasets.get(made.id).runs).toBe(2);
  store.runs.remove(first);
  expect(store.datasets.get(made.id).runs).toBe(1);
});

test('pictures come in pages, ordered by class, split and file, with any filter', () => {
  const store = storeWithRecords(12);
  const { id } = store.datasets.create(datasetOf('pets', [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]));
  const slots = (query: object) => {
    const page = store.datasets.pictures(id, { offset: 0, limit: 100, ...query });
    return [page.total, ...page.pictures.map((picture) => picture.slot)];
  };
  expect(slots({})).toEqual([12, 2, 4, 6, 8, 0, 10, 1, 11, 3, 7, 9, 5]);
  expect(slots({ offset: 5, limit: 3 })).toEqual([12, 10, 1, 11]);
  expect(slots({ label: 'dog' })).toEqual([6, 1, 11, 3, 7, 9, 5]);
  expect(slots({ split: 'test' })).toEqual([3, 0, 10, 5]);
  expect(slots({ label: 'cat', split: 'train', offset: 3 })).toEqual([4, 8]);
  expect(slots({ split: 'val' })).toEqual([0]);
  expect(slots({ label: 'horse' })).toEqual([0]);
  expect(store.datasets.pictures(id, { offset: 4, limit: 1 }).pictures).toEqual([
    {
      slot: 0,
      checksum: recordOf(0).crc32,
      file: 'cat/0.jpg',
      label: 'cat',
      split: 'test',
      width: 500,
      height: 375,
    },
  ]);
});

test('the samples of a split are typed columns in the order of the pictures', () => {
  const store = storeWithRecords(6);
  const { id } = store.datasets.create(datasetOf('pets', [5, 4, 3, 2, 1, 0]));
  expect(store.datasets.samples(id, 'train')).toEqual({
    slots: Int32Array.of(2, 4, 1, 3),
    labels: Int32Array.of(0, 0, 1, 1),
    checksums: Uint32Array.of(4_000_000_002, 4_000_000_004, 4_000_000_001, 4_000_000_003),
  });
  expect(store.datasets.samples(id, 'val').slots).toHaveLength(0);
});

test('the same contents under the same name give the same data set', () => {
  const store = storeWithRecords(4);
  const made = store.datasets.create(datasetOf('pets', [0, 1, 2, 3]));
  expect(store.datasets.create(datasetOf('pets', [3, 2, 1, 0]))).toEqual(made);
  store.datasets.remove(made.id);
  expect(store.datasets.create(datasetOf('pets', [0, 1, 2, 3]))).toEqual(made);
  expect(store.datasets.create(datasetOf('other', [0, 1, 2, 3])).id).not.toBe(made.id);
});

test('other contents, labels or splits under the same name give its next version', () => {
  const store = storeWithRecords(5);
  const plain = datasetOf('pets', [0, 1, 2, 3]);
  const first = store.datasets.create(plain);
  const second = store.datasets.create(datasetOf('pets', [0, 1, 2, 3, 4]));
  store.datasets.remove(second.id);
  const otherSplit = { ...plain, pictures: plain.pictures.map((p) => ({ ...p, split: 'val' as const })) };
  const third = store.datasets.create(otherSplit);
  const fourth = store.datasets.create({ ...plain, classes: ['kitten', 'dog'] });
  expect([first, second, third, fourth].map((made) => made.version)).toEqual([1, 2, 3, 4]);
  expect(store.datasets.find('pets')).toEqual(fourth);
  expect(store.datasets.find(first.id)).toEqual(first);
});

test('a data set whose pictures have no record is refused', () => {
  const store = storeWithRecords(1);
  expect(() => store.datasets.create(datasetOf('pets', [0, 1]))).toThrow('FOREIGN KEY');
  expect(store.datasets.list()).toEqual([]);
});

test('renaming refuses a name that is taken', () => {
  const store = storeWithRecords(4);
  const pets = store.datasets.create(datasetOf('pets', [0, 1]));
  const zoo = store.datasets.create(datasetOf('zoo', [2, 3]));
  store.datasets.rename(pets.id, 'home');
  expect(store.datasets.find('home').id).toBe(pets.id);
  store.datasets.remove(zoo.id);
  expect(() => store.datasets.rename(pets.id, 'zoo')).toThrow(expect.objectContaining({ code: 'conflict' }));
});

test('a removed data set is hidden, comes back, and is gone after a purge', () => {
  const store = storeWithRecords(4);
  const made = store.datasets.create(datasetOf('pets', [0, 1, 2, 3]));
  store.datasets.remove(made.id);
  expect(store.datasets.list()).toEqual([]);
  const notFound = expect.objectContaining({ code: 'not-found' });
  expect(() => store.datasets.get(made.id)).toThrow(notFound);
  expect(() => store.datasets.find('pets')).toThrow(notFound);
  expect(() => store.datasets.samples(made.id, 'train')).toThrow(notFound);
  expect(() => store.datasets.classCounts(made.id)).toThrow(notFound);
  expect(() => store.datasets.pictures(made.id, { offset: 0, limit: 1 })).toThrow(notFound);
  expect(() => store.datasets.remove(made.id)).toThrow(notFound);

  store.datasets.restore(made.id);
  expect(store.datasets.get(made.id)).toEqual(made);
  expect(store.datasets.purge()).toEqual([]);

  store.datasets.remove(made.id);
  expect(store.datasets.purge()).toEqual([made.id]);
  expect(() => store.datasets.restore(made.id)).toThrow(notFound);
});

test('every function of an unknown data set says that there is none', () => {
  const { datasets } = temporaryStore();
  const id = DatasetId.parse('nowhere0');
  const notFound = expect.objectContaining({
    code: 'not-found',
    message: expect.stringContaining('nowhere0'),
  });
  expect(() => datasets.get(id)).toThrow(notFound);
  expect(() => datasets.classCounts(id)).toThrow(notFound);
  expect(() => datasets.pictures(id, { offset: 0, limit: 1 })).toThrow(notFound);
  expect(() => datasets.rejected(id)).toThrow(notFound);
  expect(() => datasets.rename(id, 'x')).toThrow(notFound);
});
