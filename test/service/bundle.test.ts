import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPredictions } from '../../src-main/engine/predictions-file.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { RUN_TABLES } from '../../src-main/store/run-rows.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { emptyWorkspace, readBundle as read, writeBundle } from '../helpers/bundle-files.ts';
import { addKeptRun } from '../helpers/kept-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
let source: Workspace;
let run: Run;
let plain: string;
let withPictures: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  source = await openWorkspace(join(folder, 'source'), { mode: 'write' });
  const { store, files } = source;
  run = await addKeptRun(store, files, 'Colours', makeTinyDataset(store, recordsFile(source.folder)));
  plain = await bundle(source, [run.id], false);
  withPictures = await bundle(source, [run.id], true);
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true });
});

let bundles = 0;

async function bundle(workspace: Workspace, runIds: RunId[], pictures: boolean): Promise<string> {
  const file = join(folder, `bundle-${bundles++}.alexnet`);
  const bytes = await writeBundle(workspace, runIds, pictures, file);
  expect((await readFile(file)).length).toBe(bytes);
  return file;
}

async function inWorkspace(work: (workspace: Workspace) => Promise<void>): Promise<void> {
  await work(await emptyWorkspace());
}

const rowsOf = ({ store }: Workspace, id: RunId) =>
  Object.fromEntries(
    RUN_TABLES.filter((table) => table !== 'runs').map((table) => {
      const mine = store.runRows.columns(table).indexOf('run_id');
      return [
        table,
        [...store.runRows.pages(table, id)].flat().map((row) => row.filter((_, at) => at !== mine)),
      ];
    }),
  );

test('a run comes out as it went in: rows, checkpoints byte for byte, pictures and answers', () =>
  inWorkspace(async (target) => {
    // Slots are others here.
    makeTinyDataset(target.store, recordsFile(target.folder), {
      name: 'Before',
      images: { train: 1, val: 1, test: 1 },
    });
    const [id] = await read(target, withPictures);
    expect(id).toBe(run.id);
    const brought = target.store.runs.get(run.id);
    const dataset = target.store.datasets.get(brought.dataset.id);
    expect(brought).toEqual({ ...run, number: brought.number, origin: 'bundle', dataset: brought.dataset });
    expect(rowsOf(target, run.id)).toEqual(rowsOf(source, run.id));
    expect(await readFile(target.files.checkpoint(run.id, 10))).toEqual(
      await readFile(source.files.checkpoint(run.id, 10)),
    );

    expect(dataset).toMatchObject({
      name: 'Tiny',
      classes: run.classes,
      images: { train: 24, val: 6, test: 6 },
    });
    const samples = target.store.datasets.samples(dataset.id, 'test');
    const { slots, checksums } = await readPredictions(target.files.predictions(run.id, 10, 'test', 1), 3);
    expect(slots).toEqual(samples.slots);
    expect(checksums).toEqual(samples.checksums);
    const theirs = await readFile(recordsFile(source.folder));
    const ours = await readFile(recordsFile(target.folder));
    const was = source.store.datasets.samples(run.dataset.id, 'test').slots;
    for (const [at, slot] of samples.slots.entries()) {
      const [from, to] = [(was[at] ?? 0) * 196_608, slot * 196_608];
      expect(ours.subarray(to, to + 196_608).equals(theirs.subarray(from, from + 196_608))).toBe(true);
    }
  }));

test('without its pictures a run is linked to the same data set where it is, and stands alone where it is not', async () => {
  await inWorkspace(async (target) => {
    const here = makeTinyDataset(target.store, recordsFile(target.folder));
    target.store.datasets.rename(here.id, 'Mine');
    await read(target, plain);
    expect(target.store.runs.get(run.id).dataset).toEqual({ id: here.id, name: 'Mine', version: 1 });
  });
  await inWorkspace(async (target) => {
    await read(target, plain);
    const { dataset } = target.store.runs.get(run.id);
    expect(dataset).toMatchObject({ name: 'Tiny', version: 1 });
    expect(target.store.datasets.list()).toEqual([]);
    expect(dataset.id).not.toBe(run.dataset.id);
  });
});

test('a second time it gets another id, and says where it is from; one from a bundle can be bundled again', () =>
  inWorkspace(async (target) => {
    await read(target, plain);
    const [second] = await read(target, plain);
    expect(second).not.toBe(run.id);
    expect(target.store.runs.list().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Colours', 'Colours, from bundle']),
    );
    const again = await bundle(target, [run.id, ...(second ? [second] : [])], true);
    await inWorkspace(async (other) => {
      expect(await read(other, again)).toEqual([run.id, second]);
    });
  }));

test('a bundle that is given up while it is read ends there; one of damaged pictures says which', async () => {
  const { stream } = await source.bundles.write({ runIds: [run.id], pictures: true });
  await once(stream, 'readable');
  stream.read(1000);
  stream.destroy();
  await once(stream, 'close');

  await inWorkspace(async (target) => {
    await read(target, withPictures);
    const damaged = await open(recordsFile(target.folder), 'r+');
    await damaged.write(Buffer.from([7, 7, 7]), 0, 3, 0);
    await damaged.close();
    await expect(bundle(target, [run.id], true)).rejects.toThrow(/Picture 0 in the cache .* is damaged/);
    await bundle(target, [run.id], false);
  });
});

test('one that was stopped, or died before the end, leaves nothing', async () => {
  const path = join(folder, 'killed');
  const target = await openWorkspace(path, { mode: 'write' });
  const stop = new AbortController();
  stop.abort();
  await expect(read(target, withPictures, stop.signal)).rejects.toThrow();
  // What a process that was killed leaves: hidden rows, files of a run that is not there, and what it unpacked.
  target.store.runRows.insert('runs', ...hiddenRun());
  await mkdir(join(path, 'runs', run.id, 'checkpoints'), { recursive: true });
  await mkdir(join(path, 'uploads', 'abcdefgh', 'runs'), { recursive: true });
  expect(target.store.runs.list()).toEqual([]);
  await target.close();
  const reopened = await openWorkspace(path, { mode: 'write' });
  expect(reopened.store.runRows.has(run.id)).toBe(false);
  expect(await readdir(join(path, 'runs'))).toEqual([]);
  expect(await readdir(join(path, 'uploads'))).toEqual([]);
  await reopened.close();
});

function hiddenRun(): [string[], (string | number | null)[][]] {
  const columns = source.store.runRows.columns('runs');
  const [[row = []] = []] = [...source.store.runRows.pages('runs', run.id)];
  return [columns, [row.map((cell, at) => (columns[at] === 'removed_at_ms' ? 1 : cell))]];
}
