import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { LookId, RunId } from '../../src-shared/ids.ts';
import { CustomNet } from '../../src-shared/nets/custom-net.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

/** Two dense layers on the pixels: nothing here is a map or has filters. */
const NET = CustomNet.parse({
  name: 'No convolution',
  input: [16, 16, 3],
  layers: [
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'hidden', units: 12, activation: 'relu' },
    { type: 'dense', name: 'ends', units: 3, activation: 'softmax' },
  ],
});

let folder: string;
let workspace: Workspace;
let runId: RunId;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-bad-'));
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  const dataset = makeTinyDataset(workspace.store, recordsFile(workspace.folder));
  const recipe = { ...defaultRecipe(NET), epochs: 1, batch: 8, precision: 'float32' } as const;
  runId = workspace.runs.start({ datasetId: dataset.id, recipe });
  await workspace.runs.idle();
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true });
});

async function lookAt(path: string): Promise<LookId> {
  return (await workspace.inspect.look({ runId, source: { kind: 'path', path } })).lookId;
}

/** The last message of a stream of work. */
async function last<T>(work: AsyncGenerator<T>): Promise<T | undefined> {
  let latest: T | undefined;
  for await (const message of work) latest = message;
  return latest;
}

const noise = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({
    create: {
      width,
      height,
      channels,
      background: '#2288cc',
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  });

describe('a picture of any size or kind', () => {
  it.each([
    ['one pixel.png', () => noise(1, 1).png().toBuffer()],
    ['panorama.jpg', () => noise(3000, 20).jpeg().toBuffer()],
    ['grey.png', () => noise(40, 60).greyscale().png().toBuffer()],
    ['sixteen bits.png', () => noise(40, 60).toColourspace('rgb16').png().toBuffer()],
    ['print.jpg', () => noise(40, 60).toColourspace('cmyk').jpeg().toBuffer()],
    ['transparent.webp', () => noise(40, 60, 4).ensureAlpha(0.2).webp().toBuffer()],
    ['animated.gif', () => noise(40, 60).gif().toBuffer()],
    ['scan.tiff', () => noise(40, 60).tiff().toBuffer()],
  ])('%s goes through the network', async (name, make) => {
    const path = join(folder, name);
    await writeFile(path, await make());
    const lookId = await lookAt(path);
    expect(workspace.inspect.record(lookId).data).toHaveLength(256 * 256 * 3);
    const { predictions } = await workspace.inspect.activations({ runId, lookId });
    expect(predictions.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 4);
  });

  it('one that is none is refused with its name', async () => {
    const path = join(folder, 'letter.jpg');
    await writeFile(path, 'Dear picture');
    await expect(lookAt(path)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('letter.jpg'),
    });
  });
});

it('a network with no convolution shows what it has, and says what it has not', async () => {
  const { inspect } = workspace;
  const { layers } = inspect.network({ runId });
  expect(layers.filter(({ hasFilters }) => hasFilters)).toEqual([]);
  const look = await inspect.look({ runId, source: { kind: 'dataset', split: 'val', index: 0 } });
  const { inspectionId } = await inspect.activations({ runId, lookId: look.lookId });
  const cell = await inspect.cell({ inspectionId, layer: 'hidden', channel: 3, y: 0, x: 0 });
  expect(cell.numbers).toMatchObject({ kind: 'product', shape: [1, 1, 16 * 16 * 3] });
  await expect(inspect.filters({ runId, layer: 'hidden' })).rejects.toThrow(
    /has no filters; this network has no convolution/,
  );
  expect(await inspect.filterEpochs(runId)).toMatchObject({ layer: null, epochs: [] });
  const why = { runId, lookId: look.lookId, class: 0 } as const;
  await expect(last(inspect.explain({ ...why, method: 'grad-cam' }))).rejects.toThrow(
    /no convolution, so there are no maps/,
  );
  expect(await last(inspect.explain({ ...why, method: 'occlusion' }))).toMatchObject({ shape: [15, 15] });
  expect(await last(inspect.features({ runId, split: 'val' }))).toMatchObject({ layer: 'hidden' });
});

it('a checkpoint without its data set is looked into with pictures of its own', async () => {
  const { inspect, store } = workspace;
  store.datasets.remove(store.runs.get(runId).dataset.id);
  const path = join(folder, 'own.png');
  await writeFile(path, await noise(50, 50).png().toBuffer());
  const { layers } = await inspect.activations({ runId, lookId: await lookAt(path) });
  expect(layers.map(({ layer }) => layer)).toContain('hidden');
  expect(inspect.network({ runId }).layers).toHaveLength(3);
  const gone = {
    code: 'not-found',
    message: expect.stringMatching(/^The data set "Tiny", .* has been deleted/),
  };
  await expect(last(inspect.features({ runId, split: 'val' }))).rejects.toMatchObject(gone);
  await expect(last(inspect.findTopPictures({ runId, layer: 'hidden', split: 'val' }))).rejects.toMatchObject(
    gone,
  );
  await expect(
    inspect.look({ runId, source: { kind: 'dataset', split: 'val', index: 0 } }),
  ).rejects.toMatchObject({ code: 'not-found' });
});
