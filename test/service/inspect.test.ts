import { copyFile, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSafetensors, writeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Cell } from '../../src-shared/contract/inspect-answers.ts';
import type { InspectionId, LookId, RunId } from '../../src-shared/ids.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import type { InspectionPart } from '../../src-shared/routes.ts';
import { makePictureFolder } from '../helpers/picture-folder.ts';
import { relativeDistance } from '../helpers/relative-distance.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
let workspace: Workspace;
let runId: RunId;
let lookId: LookId;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-'));
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  const dataset = makeTinyDataset(workspace.store, recordsFile(workspace.folder));
  const recipe = { ...defaultRecipe('alexnet-small'), epochs: 2, batch: 8, precision: 'float32' } as const;
  runId = workspace.runs.start({ datasetId: dataset.id, recipe });
  await workspace.runs.idle();
  const look = await workspace.inspect.look({ runId, source: { kind: 'dataset', split: 'val', index: 3 } });
  lookId = look.lookId;
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true });
});

async function part(
  id: InspectionId,
  query: InspectionPart,
): Promise<{ shape: readonly number[]; data: number[] }> {
  const { shape, data } = await workspace.inspect.part(id, {
    layer: undefined,
    index: undefined,
    scale: undefined,
    ...query,
  });
  return { shape, data: Array.from(data) };
}

/** The last message of a stream of work, and how many told of progress. */
async function finish<T extends { type: string }>(work: AsyncGenerator<T>) {
  let progress = 0;
  for await (const message of work) {
    if (message.type === 'done') return { progress, done: message as Extract<T, { type: 'done' }> };
    progress++;
  }
  throw new Error('The work ended without a result');
}

it('knows the network, its checkpoints and what it sees of a record', async () => {
  const network = workspace.inspect.network({ runId });
  expect(network).toMatchObject({ checkpoint: { isBest: true }, input: [227, 227, 3] });
  expect(network.checkpoints.map(({ epoch }) => epoch)).toEqual([2, 1]);
  expect(network.crop).toEqual({ top: 14, left: 14, height: 227, width: 227 });
  expect(network.layers[0]).toMatchObject({
    name: 'conv2d',
    type: 'Conv2D',
    sources: ['picture'],
    hasFilters: true,
    hasUnits: true,
  });
});

it('times every layer on this device', async () => {
  const { device, layers, totalMs } = await workspace.inspect.timings({ runId });
  expect(device).toMatch(/cpu|cuda/);
  expect(layers.map(({ layer }) => layer)).toEqual(
    workspace.inspect.network({ runId }).layers.map(({ name }) => name),
  );
  expect(layers.some(({ ms }) => ms > 0)).toBe(true);
  expect(totalMs).toBeGreaterThan(0);
});

it('gives every layer of a picture, as tiles to draw and as exact numbers', async () => {
  const { inspectionId, layers, predictions } = await workspace.inspect.activations({ runId, lookId });
  expect(predictions.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
  const conv = layers.find(({ layer }) => layer === 'conv2d_1');
  expect(conv).toMatchObject({ channels: 64, height: 27, width: 27, broken: 0 });
  const layer = 'conv2d_1';
  const values = await part(inspectionId, { part: 'values', layer });
  expect(values.shape).toEqual([27, 27, 64]);
  const channel = await part(inspectionId, { part: 'channel', layer, index: 5 });
  expect(channel.data).toEqual(values.data.filter((_, at) => at % 64 === 5));
  const ranges = await part(inspectionId, { part: 'ranges', layer });
  const [lowest = 0, highest = 0] = ranges.data.slice(10, 12);
  expect([lowest, highest]).toEqual([Math.min(...channel.data), Math.max(...channel.data)]);
  const tiles = await part(inspectionId, { part: 'tiles', layer, scale: 'channel' });
  expect(tiles.shape).toEqual([64, 27, 27]);
  const own = channel.data.map((value) => 1 + Math.round(((value - lowest) * 254) / (highest - lowest)));
  expect(relativeDistance(tiles.data.slice(5 * 729, 6 * 729), own)).toBeLessThan(1 / 200);
  const shared = await part(inspectionId, { part: 'tiles', layer });
  expect(Math.max(...shared.data)).toBe(255);
});

it('shows for every kind of layer the numbers that make a value', async () => {
  const { inspectionId, layers } = await workspace.inspect.activations({ runId, lookId });
  const picked = layers.map(({ layer, channels, height, width }) => ({
    layer,
    // At the edge, where padding takes part.
    places: [
      { channel: channels - 1, y: 0, x: width - 1 },
      { channel: 0, y: height >> 1, x: width >> 1 },
    ],
  }));
  const kinds = new Set<string>();
  for (const { layer, places } of picked) {
    for (const place of places) {
      const cell = await workspace.inspect.cell({ inspectionId, layer, ...place });
      kinds.add(cell.numbers.kind);
      const expected = madeOf(cell);
      if (expected !== undefined && cell.value !== null) {
        expect(Math.abs(cell.value - expected), layer).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected)));
      }
    }
  }
  expect([...kinds].sort()).toEqual(['normalisation', 'other', 'pool', 'product']);
});

/** What the numbers of a cell come to. */
function madeOf({ numbers }: Cell): number | undefined {
  const activate = (sum: number, activation: string | null): number =>
    activation === 'relu' ? Math.max(0, sum) : sum;
  switch (numbers.kind) {
    case 'product': {
      const { patch, kernel, bias, activation, sum } = numbers;
      if (patch === null || kernel === null || bias === null) return undefined;
      const total = patch.reduce((all: number, value, at) => all + (value ?? 0) * (kernel[at] ?? 0), bias);
      expect(total).toBeCloseTo(sum ?? Number.NaN, 6);
      return activate(total, activation);
    }
    case 'normalisation':
      return activate(numbers.sum ?? Number.NaN, numbers.activation);
    case 'pool': {
      const inside = numbers.patch.filter((value) => value !== null);
      return numbers.mode === 'max' ? Math.max(...inside) : undefined;
    }
    case 'other':
      return undefined;
  }
}

it('reads pictures from the data set, from files and from uploads', async () => {
  const { inspect, store, uploads } = workspace;
  const { dataset } = store.runs.get(runId);
  const [picture] = store.datasets.pictures(dataset.id, { split: 'val', offset: 3, limit: 1 }).pictures;
  const bySlot = await inspect.look({ runId, source: { kind: 'slot', slot: picture?.slot ?? 0 } });
  expect(inspect.record(bySlot.lookId).data).toEqual(inspect.record(lookId).data);

  const pictures = await makePictureFolder(join(folder, 'pictures'), ['a'], 1);
  const path = join(pictures, 'a', 'a 0.png');
  const byPath = await inspect.look({ runId, source: { kind: 'path', path } });
  expect(byPath).toMatchObject({ name: 'a 0.png', label: null });
  const uploadId = await uploads.create();
  await uploads.write(uploadId, ['sea.png'], new Blob([await readFile(path)]).stream());
  const byUpload = await inspect.look({ runId, source: { kind: 'upload', uploadId } });
  expect(inspect.record(byUpload.lookId)).toEqual(inspect.record(byPath.lookId));
  await expect(uploads.folder(uploadId)).rejects.toMatchObject({ code: 'not-found' });
});

it('gives the filters of a convolution, and those of the first one after every epoch', async () => {
  const { inspect } = workspace;
  const { inspectionId, shape, norms } = await inspect.filters({ runId, layer: 'conv2d', step: 6 });
  expect(shape).toEqual([24, 11, 11, 3]);
  const kernel = await part(inspectionId, { part: 'kernel' });
  const third = await part(inspectionId, { part: 'filter', index: 3 });
  expect(third.data).toEqual(kernel.data.slice(3 * 363, 4 * 363));
  expect(norms[3]).toBeCloseTo(Math.hypot(...third.data), 5);
  const epochs = await inspect.filterEpochs(runId);
  expect(epochs).toEqual({ layer: 'conv2d', shape, epochs: [1, 2] });
  // Step 6 ends the second epoch.
  expect(Array.from((await inspect.filterEpoch(runId, 2)).data)).toEqual(kernel.data);
  expect((await inspect.filterEpoch(runId, 1)).data).not.toEqual((await inspect.filterEpoch(runId, 2)).data);
});

it('explains a class with progress, and stops when nobody wants to know any more', async () => {
  const { inspect } = workspace;
  const cam = await finish(inspect.explain({ runId, lookId, method: 'grad-cam', class: 1 }));
  expect(cam.done).toMatchObject({ shape: [227, 227], completeness: null });
  expect((await part(cam.done.inspectionId, { part: 'map' })).data).toHaveLength(227 * 227);
  const occlusion = await finish(inspect.explain({ runId, lookId, method: 'occlusion', class: 1 }));
  expect(occlusion.progress).toBeGreaterThan(0);
  for await (const _ of inspect.explain({ runId, lookId, method: 'occlusion', class: 1 })) break;
  const giveUp = new AbortController();
  const given = inspect.explain({ runId, lookId, method: 'occlusion', class: 1 }, giveUp.signal);
  await given.next();
  giveUp.abort();
  await expect(finish(given)).rejects.toMatchObject({ code: 'cancelled' });
});

it('finds what the units of a layer like, once for each checkpoint', async () => {
  const { inspect, store } = workspace;
  const layer = 'batch_normalization_1';
  const of = { runId, layer, split: 'val' as const };
  expect(await inspect.topPictures({ ...of, offset: 0, limit: 4 })).toBeNull();
  const first = await finish(inspect.findTopPictures(of));
  expect(first).toMatchObject({ done: { units: 64 } });
  expect(first.progress).toBeGreaterThan(0);
  expect(await finish(inspect.findTopPictures(of))).toMatchObject({ progress: 0 });

  const page = await inspect.topPictures({ ...of, offset: 60, limit: 10 });
  expect(page?.units.map(({ unit }) => unit)).toEqual([60, 61, 62, 63]);
  const { inspectionId } = await inspect.activations({ runId, lookId });
  const { pictures = [] } = page?.units[0] ?? {};
  // The split has six pictures, and the third is the one that is looked at.
  expect(pictures).toHaveLength(6);
  expect(pictures.map(({ value }) => value)).toEqual(
    pictures.map(({ value }) => value).toSorted((a, b) => b - a),
  );
  const { data } = await part(inspectionId, { part: 'channel', layer, index: 60 });
  const looked = store.datasets.pictures(store.runs.get(runId).dataset.id, {
    split: 'val',
    offset: 3,
    limit: 1,
  });
  const mine = pictures.find(({ picture }) => picture.slot === looked.pictures[0]?.slot);
  expect(mine?.value).toBeCloseTo(Math.max(...data), 4);
  for (const { patch } of pictures) {
    expect(patch.top).toBeGreaterThanOrEqual(14);
    expect(patch.top + patch.height).toBeLessThanOrEqual(241);
  }

  const { done } = await finish(inspect.selectivity(of));
  expect(done.units).toHaveLength(64);
  const [unit] = done.units.slice(60);
  expect(unit?.highest).toBe(pictures[0]?.value);
  const means = await part(done.inspectionId, { part: 'class-means' });
  expect(means.shape).toEqual([64, 3]);
});

it('places a split by the last hidden layer, and finds a picture nearest to itself', async () => {
  const { inspect } = workspace;
  const { done } = await finish(inspect.features({ runId, split: 'val' }));
  expect(done).toMatchObject({ layer: 'batch_normalization_6', pictures: 6, of: 6 });
  expect((await part(done.inspectionId, { part: 'pca' })).shape).toEqual([6, 2]);
  expect((await part(done.inspectionId, { part: 'labels' })).data).toEqual([0, 0, 1, 1, 2, 2]);
  const near = await inspect.neighbours({ inspectionId: done.inspectionId, lookId, offset: 0, limit: 3 });
  expect(near).toHaveLength(3);
  expect(near[0]?.distance).toBeLessThan(1e-3);
  expect(near[0]?.picture.label).toBe('green');

  const nearest = await finish(inspect.nearest({ inspectionId: done.inspectionId, count: 4 }));
  const { shape, data } = await part(nearest.done.inspectionId, { part: 'nearest' });
  expect(shape).toEqual([6, 4]);
  expect(data.filter((_, at) => at % 4 === 0)).toEqual([0, 1, 2, 3, 4, 5]);
});

it('makes weights ready before they are asked for', async () => {
  workspace.inspect.warm({ runId, step: 6 });
  const { predictions } = await workspace.inspect.activations({ runId, step: 6, lookId });
  expect(predictions).toHaveLength(3);
  expect(() => workspace.inspect.warm({ runId, step: 5 })).toThrow(/keeps no checkpoint of step 5/);
});

it('keeps figures of every epoch', async () => {
  const statistics = await workspace.inspect.statistics(runId);
  expect(statistics.map(({ epoch }) => epoch)).toEqual([1, 2]);
  const { filters } = workspace.inspect;
  const { inspectionId } = await filters({ runId, layer: 'conv2d', step: 6 });
  const { data } = await part(inspectionId, { part: 'kernel' });
  const conv = statistics[1]?.kernels.find(({ layer }) => layer === 'conv2d');
  expect(conv?.histogram.reduce((sum, count) => sum + count)).toBe(data.length);
  expect(conv?.lowest).toBe(Math.min(...data));
  expect(conv?.mean).toBeCloseTo(data.reduce((sum, value) => sum + value, 0) / data.length, 6);
  expect(conv?.updateRatio).toBeGreaterThan(0);
  const activations = statistics[1]?.activations ?? [];
  const [watched] = activations;
  // Six validation pictures: all of them, whose every activation is counted.
  const shape =
    workspace.inspect.network({ runId }).layers.find(({ name }) => name === watched?.layer)?.output ?? [];
  expect(watched?.histogram.reduce((sum, count) => sum + count)).toBe(6 * shape.reduce((a, b) => a * b, 1));
  expect(activations.every(({ lowest, dead }) => lowest === 0 && dead >= 0 && dead <= 1)).toBe(true);
});

it('answers while a run trains', async () => {
  const { runs, store, inspect } = workspace;
  const { dataset, recipe } = store.runs.get(runId);
  const training = runs.start({ datasetId: dataset.id, recipe: { ...recipe, epochs: 1000 } });
  for await (const news of runs.watch(training)) if (news.type === 'epoch') break;
  expect((await inspect.activations({ runId, lookId })).predictions).toHaveLength(3);
  expect(store.runs.get(training).state.status).toBe('running');
  runs.stop(training);
  await runs.idle();
});

it('says what is not there, and that a checkpoint is damaged', async () => {
  const { inspect, store, files } = workspace;
  expect(() => inspect.network({ runId, step: 5 })).toThrow(/no checkpoint of step 5: it has 6, 3/);
  await expect(inspect.filters({ runId, layer: 'dense' })).rejects.toThrow(/dense has no filters; conv2d, /);
  await expect(inspect.filters({ runId, layer: 'nothing' })).rejects.toThrow(/no layer nothing/);
  await expect(inspect.look({ runId, source: { kind: 'dataset', split: 'val', index: 99 } })).rejects.toThrow(
    /val split of "Tiny" has 6 pictures/,
  );
  await expect(
    inspect.look({ runId, source: { kind: 'path', path: join(folder, 'none.png') } }),
  ).rejects.toMatchObject({ code: 'bad-request' });
  const { dataset, classes, recipe } = store.runs.get(runId);
  const fresh = store.runs.insert({
    name: 'Fresh',
    dataset,
    classes,
    recipe,
    stepsPerEpoch: 3,
    startedFrom: null,
  });
  expect(() => inspect.network({ runId: fresh.id })).toThrow(/"Fresh" has no checkpoint/);

  const whole = files.checkpoint(runId, 3);
  await copyFile(whole, `${whole}.kept`);
  const file = await open(whole, 'r+');
  await file.write(Buffer.alloc(64, 1), 0, 64, 200_000);
  await file.close();
  await expect(inspect.activations({ runId, step: 3, lookId })).rejects.toMatchObject({ code: 'damaged' });
  await copyFile(`${whole}.kept`, whole);
  await rm(`${whole}.kept`);
  await expect(inspect.activations({ runId, step: 3, lookId })).resolves.toBeDefined();
});

it('shows weights that are no numbers as such', async () => {
  const { inspect, store, files } = workspace;
  const path = files.checkpoint(runId, 3);
  const file = await openSafetensors(path);
  const tensors = await Promise.all(
    [...file.tensors].map(async ([name, shape]) => ({ name, shape, values: await file.read(name) })),
  );
  await file.close();
  const broken = ['conv2d_1/kernel', 'dense/kernel', 'dense_2/kernel'];
  for (const { name, values } of tensors) if (broken.includes(name)) values[0] = Number.NaN;
  const bytes = await writeSafetensors(path, tensors, file.metadata);
  store.checkpoints.insert(runId, { step: 3, epoch: 1, bytes, isBest: false, figures: null });

  const weights = { runId, step: 3 };
  const { layers, predictions } = await inspect.activations({ ...weights, lookId });
  expect(predictions).toEqual([]);
  expect(await inspect.broken(weights)).toEqual(
    ['conv2d_1', 'dense', 'dense_2'].map((layer) => ({ layer, weights: 1 })),
  );
  expect(await inspect.broken({ runId, step: 6 })).toEqual([]);
  expect(layers.find(({ layer }) => layer === 'conv2d')?.broken).toBe(0);
  expect(layers.find(({ layer }) => layer === 'conv2d_1')?.broken).toBeGreaterThan(0);
  const { norms } = await inspect.filters({ ...weights, layer: 'conv2d_1' });
  expect([norms[0], typeof norms[1]]).toEqual([null, 'number']);
  const refused = { code: 'diverged', message: expect.stringContaining('not all numbers') };
  await expect(
    finish(inspect.explain({ ...weights, lookId, method: 'grad-cam', class: 0 })),
  ).rejects.toMatchObject(refused);
  const ascent = { ...weights, layer: 'dense', unit: 0, steps: 1, seed: 1, target: 'middle' } as const;
  await expect(finish(inspect.ascend(ascent))).rejects.toMatchObject(refused);
  const { done } = await finish(inspect.selectivity({ ...weights, layer: 'conv2d_1', split: 'val' }));
  expect(done.units[0]).toMatchObject({ highest: null, class: null });
  const features = (await finish(inspect.features({ ...weights, split: 'val' }))).done;
  expect(features.explained).toEqual([0, 0]);
  const nearest = inspect.nearest({ inspectionId: features.inspectionId, count: 3 });
  await expect(finish(nearest)).rejects.toMatchObject(refused);
});
