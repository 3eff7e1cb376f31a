import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Verdict } from '../../src-shared/contract/compare.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { addAnsweredRun } from '../helpers/answered-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
let workspace: Workspace;
let dataset: Dataset;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compare-'));
  workspace = await openWorkspace(folder, { mode: 'write' });
  dataset = makeTinyDataset(workspace.store, recordsFile(folder), { images: { train: 1, val: 2, test: 20 } });
});
afterEach(async () => {
  await workspace.close('at once');
  await rm(folder, { recursive: true });
});

/** A run that takes so many of the 60 test pictures, from the first on, for the next class. */
const runWith = (name: string, mistakes: number, recipe: Partial<Recipe> = {}, of = dataset) =>
  addAnsweredRun(workspace.store, workspace.files, {
    name,
    dataset: of,
    recipe,
    says: (place, label) => (place < mistakes ? (label + 1) % of.classes.length : label),
  });

async function verdict(...runIds: RunId[]): Promise<Verdict> {
  for await (const message of workspace.compare.verdict({ runIds, split: 'test', views: 1 })) {
    if (message.type === 'done') return message.verdict;
  }
  throw new Error('There was no verdict.');
}

describe('the verdict', () => {
  it('counts what each run got right on the same pictures', async () => {
    const [worse, better] = [await runWith('Worse', 30), await runWith('Better', 12, { batch: 8 })];
    const { groups, comparisons, pictures, leftOut } = await verdict(worse.id, better.id);
    expect({ pictures, leftOut }).toEqual({ pictures: 60, leftOut: 0 });
    expect(groups.map(({ name, accuracy }) => [name, accuracy])).toEqual([
      ['Worse', 0.5],
      ['Better', 0.8],
    ]);
    const [one] = comparisons;
    // 18 pictures that only the better one got right: (1/2)^18 · 2.
    expect(one?.mcnemar).toEqual({
      onlyFirst: 0,
      onlySecond: 18,
      method: 'exact',
      p: expect.closeTo(2 ** -17, 12),
    });
    expect(one?.difference).toBeCloseTo(0.3, 12);
    expect(one?.low).toBeGreaterThan(0.15);
    expect(one?.high).toBeLessThan(0.45);
    expect(one?.sentence).toMatch(/^Better is better than Worse by 30\.0 points, .*unlikely to be chance\.$/);
    expect(await verdict(worse.id, better.id)).toEqual(expect.objectContaining({ comparisons: [one] }));
  });

  it('says of a small difference that it may be chance', async () => {
    const { comparisons } = await verdict(
      (await runWith('One', 12)).id,
      (await runWith('Other', 11, { batch: 8 })).id,
    );
    expect(comparisons[0]).toMatchObject({ isReal: false, mcnemar: { onlyFirst: 0, onlySecond: 1, p: 1 } });
    expect(comparisons[0]?.sentence).toMatch(/may be chance/);
  });

  it('takes runs that differ in their seed only together, unless there is nothing else', async () => {
    const runs = [
      await runWith('A', 20, { seed: 1 }),
      await runWith('A again', 24, { seed: 2 }),
      await runWith('B', 4, { seed: 1, batch: 8 }),
    ];
    const found = await verdict(...runs.map(({ id }) => id));
    expect(found.groups.map(({ name, runIds }) => [name, runIds.length])).toEqual([
      ['A (2 seeds)', 2],
      ['B', 1],
    ]);
    expect(found.groups[0]?.accuracy).toBeCloseTo(1 - 22 / 60, 12);
    expect(found.comparisons[0]?.mcnemar).toBeNull();
    const seeds = await verdict(runs[0]?.id ?? ('' as RunId), runs[1]?.id ?? ('' as RunId));
    expect(seeds.groups.map(({ name }) => name)).toEqual(['A', 'A again']);
  });

  it('goes by the pictures that both have under one label, and says how many are left out', async () => {
    const { store } = workspace;
    const pictures = store.datasets.pictures(dataset.id, { split: 'test', offset: 0, limit: 100 }).pictures;
    // Another version: fewer pictures, another order of classes, and one picture under another label.
    const classes = ['blue', 'green', 'red'];
    const kept = pictures.slice(0, 50).map(({ slot, file, label }, place) => ({
      slot,
      file,
      split: 'test' as const,
      classIndex: classes.indexOf(place === 0 ? 'blue' : label),
    }));
    const next = store.datasets.create({
      name: dataset.name,
      source: '/tiny',
      isSample: false,
      classes,
      pictures: kept,
      rejected: [],
    });
    const [first, second] = [await runWith('First', 10), await runWith('Second', 0, {}, next)];
    const found = await verdict(first.id, second.id);
    expect(found).toMatchObject({ pictures: 49, leftOut: 11 });
    expect(found.groups.map(({ accuracy }) => accuracy)).toEqual([expect.closeTo(40 / 49), 1]);
  });

  it('refuses runs without a common picture, with a sentence that says so', async () => {
    const other = makeTinyDataset(workspace.store, recordsFile(folder), {
      name: 'Other',
      images: { train: 1, val: 1, test: 2 },
    });
    const runs = [await runWith('First', 1), await runWith('Second', 1, {}, other)];
    await expect(verdict(...runs.map(({ id }) => id))).rejects.toMatchObject({
      code: 'bad-request',
      message: /no test picture in common.*"Tiny".*"Other"/,
    });
  });

  it('names a run that was deleted meanwhile, and one whose split is empty', async () => {
    const [first, second] = [await runWith('First', 1), await runWith('Second', 2)];
    workspace.store.runs.remove(second.id);
    await expect(verdict(first.id, second.id)).rejects.toMatchObject({ code: 'not-found' });
    const untested = makeTinyDataset(workspace.store, recordsFile(folder), {
      name: 'Untested',
      images: { train: 2, val: 1, test: 0 },
    });
    const third = await runWith('Third', 0, {}, untested);
    await expect(verdict(first.id, third.id)).rejects.toMatchObject({
      code: 'bad-request',
      message: /"Untested" has no pictures in its test split/,
    });
  });
});

it('answers go out as columns in the order of the split, those of an epoch too', async () => {
  const run = await runWith('Run', 1);
  const { compare, inspect, store } = workspace;
  const samples = store.datasets.samples(dataset.id, 'test');
  for await (const message of compare.answers({ runId: run.id, split: 'test', views: 1 })) {
    if (message.type !== 'done') continue;
    const part = async (name: string) =>
      (await inspect.part(message.inspectionId, { part: name } as never)).data;
    expect(await part('slots')).toEqual(samples.slots);
    expect(Uint32Array.from(await part('checksums'), (bits) => bits >>> 0)).toEqual(samples.checksums);
    expect([...(await part('predicted'))].slice(0, 2)).toEqual([1, 0]);
    const [wrong = 0, right = 0] = await part('own');
    expect(wrong).toBeCloseTo(1 / (Math.exp(2) + 2), 6);
    expect(right).toBeCloseTo(Math.exp(3) / (Math.exp(3) + 2), 6);
  }
  expect(await compare.epochs(run.id)).toEqual([1, 2]);
  const { inspectionId, pictures } = await compare.epochAnswers(run.id, 1);
  expect(pictures).toBe(6);
  expect([...(await inspect.part(inspectionId, { part: 'predicted' } as never)).data]).toEqual([
    0, 0, 0, 0, 0, 0,
  ]);
  await expect(compare.epochAnswers(run.id, 3)).rejects.toMatchObject({ code: 'not-found' });
});

it('lost figures come from the answers that are kept, without an engine', async () => {
  const run = await runWith('Run', 15);
  const { store, predictions, files } = workspace;
  const test = { runId: run.id, split: 'test', views: 1 } as const;
  store.checkpoints.remove(run.id, 10);
  store.checkpoints.insert(run.id, {
    step: 10,
    epoch: 2,
    bytes: 1,
    isBest: true,
    figures: { top1: 1, loss: 0 },
  });
  expect(store.evaluations.find({ ...test, step: 10 })).toBeNull();
  expect(await predictions.evaluate(test)).toMatchObject({ top1: 0.75, images: 60 });
  expect(store.evaluations.find({ ...test, step: 10 })?.top1).toBe(0.75);

  // With the checkpoint gone too, damaged answers cannot be worked out anew, and that is said.
  await writeFile(files.predictions(run.id, 10, 'test', 1), 'nothing');
  await expect(verdict(run.id, run.id)).rejects.toMatchObject({ code: 'not-found' });
  expect(existsSync(files.predictions(run.id, 10, 'val', 1))).toBe(true);
});

it('facts tell the data and what a run began to train with, where that is known', async () => {
  const run = await runWith('Run', 0);
  const machine = { processor: 'Z80', cores: 1, memory: 65_536, system: 'CP/M' };
  const environment = {
    program: '1.2.3',
    tensorflow: '2.21.0',
    device: 'cpu',
    devices: [],
    machine,
  } as const;
  const { store, compare } = workspace;
  expect(compare.facts([run.id])[0]).toMatchObject({ environment: null });
  store.runEnvironments.record(run.id, { ...environment, devices: [] });
  store.runEnvironments.record(run.id, { ...environment, devices: [], program: '9' });
  expect(compare.facts([run.id])[0]).toMatchObject({
    environment,
    data: { classes: 3, images: dataset.images, fingerprint: /^[0-9a-f]{64}$/ },
  });
  store.datasets.remove(dataset.id);
  expect(compare.facts([run.id])[0]?.data).toBeNull();
});
