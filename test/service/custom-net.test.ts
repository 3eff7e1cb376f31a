import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { ClassifySource } from '../../src-shared/contract/classify.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { RunEvent } from '../../src-shared/contract/runs.ts';
import { ExportFormatName, ExportOptions } from '../../src-shared/export-formats.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { CustomNet } from '../../src-shared/nets/custom-net.ts';
import { defaultRecipe, type Recipe } from '../../src-shared/recipe.ts';
import { createKillableFork } from '../helpers/killable-fork.ts';
import { makePictureFolder } from '../helpers/picture-folder.ts';
import { SAME_CONV } from '../helpers/same-conv.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

/** Two branches behind a convolution, one of them channel by channel and normalised, joined, with a shortcut around both; names that Python and PyTorch have a use for. */
const NET = CustomNet.parse({
  name: 'Two branches',
  input: [32, 32, 3],
  layers: [
    { ...SAME_CONV, name: 'stem', filters: 8, stride: [2, 2], activation: 'relu' },
    { ...SAME_CONV, name: 'left', filters: 4, activation: 'tanh' },
    { ...SAME_CONV, name: 'forward', filters: 2, inputs: ['stem'] },
    {
      type: 'depthwise-conv',
      name: 'class',
      kernel: [3, 3],
      stride: [1, 1],
      padding: 'same',
      multiplier: 2,
      bias: true,
    },
    { type: 'batch-norm', name: 'mean', epsilon: 1e-3, momentum: 0.9, activation: 'relu' },
    { type: 'concatenate', name: 'both', axis: -1, inputs: ['left', 'mean'] },
    { type: 'add', name: 'around', inputs: ['both', 'stem'], activation: 'relu' },
    { type: 'global-pool', name: 'pool', mode: 'average', keepDims: false },
    { type: 'dense', name: 'ends', units: 99, activation: 'softmax' },
  ],
});

let folder: string;
let workspace: Workspace;
let dataset: Dataset;
const { fork, killAll } = createKillableFork();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custom-net-'));
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write', fork });
  dataset = makeTinyDataset(workspace.store, recordsFile(workspace.folder));
});
afterAll(async () => {
  await workspace.close('at once');
  await rm(folder, { recursive: true });
});

const recipe: Recipe = {
  ...defaultRecipe(NET),
  epochs: 6,
  batch: 8,
  learningRate: 0.02,
  precision: 'float32',
};

async function untilCheckpoint(id: RunId): Promise<void> {
  const hasOne = (event: RunEvent) => event.type === 'run' && event.run.checkpoints.length > 0;
  for await (const event of workspace.runs.watch(id)) if (hasOne(event)) return;
}

it('trains, is killed, goes on although the saved one is gone, and is looked into like any other', async () => {
  workspace.nets.save(NET);
  const runId = workspace.runs.start({ datasetId: dataset.id, recipe });
  await untilCheckpoint(runId);
  killAll();
  await workspace.runs.idle();
  expect(workspace.store.runs.get(runId).state.status).toBe('failed');

  workspace.nets.remove(NET.name);
  workspace.runs.resume(runId);
  await workspace.runs.idle();
  const run = workspace.store.runs.get(runId);
  expect(run).toMatchObject({ name: 'Two branches on Tiny', epochs: 6, state: { status: 'completed' } });
  expect(run.recipe.net).toEqual(NET);
  const losses = workspace.store.metrics.epochs(runId).map(({ train }) => train.loss);
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);

  const { layers } = workspace.inspect.network({ runId });
  expect(layers.find(({ name }) => name === 'both')?.sources).toEqual(['left', 'mean']);
  const { lookId } = await workspace.inspect.look({
    runId,
    source: { kind: 'dataset', split: 'val', index: 0 },
  });
  const activations = await workspace.inspect.activations({ runId, lookId });
  expect(activations.layers.map(({ layer, channels }) => [layer, channels])).toContainEqual(['both', 8]);
  const { confusion } = await workspace.predictions.evaluate({ runId, split: 'val', views: 1 });
  expect(confusion).toHaveLength(3);

  const pictures = await makePictureFolder(join(folder, 'pictures'), ['a'], 1);
  const source: ClassifySource = { kind: 'paths', paths: [pictures] };
  const answers = [];
  for await (const answer of workspace.classify.pictures({ runId, source, top: 3 })) answers.push(answer);
  expect(answers).toMatchObject([{ outcome: 'classified' }]);

  const weights = await openSafetensors(workspace.files.checkpoint(runId, run.best?.step ?? 0));
  expect(weights.tensors.get('ends/kernel')).toEqual([8, 3]);
  await weights.close();

  const next = workspace.runs.start({
    datasetId: dataset.id,
    recipe: { ...recipe, net: { ...NET, name: 'Größe 網 100 %' }, epochs: 1, mode: 'eager' },
    from: runId,
  });
  await workspace.runs.idle();
  expect(workspace.store.runs.get(next)).toMatchObject({
    epochs: 1,
    state: { status: 'completed' },
    notes: [],
  });
});

it.each(ExportFormatName.options)('is exported as %s, which gives what the engine gives', async (format) => {
  const [run] = workspace.store.runs.list();
  if (!run) throw new Error('Nothing was trained');
  const options = ExportOptions.parse({});
  const events = [];
  for await (const event of workspace.exports.write({ runId: run.id, format, options })) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'exported') throw new Error('It was not exported');
  expect(last.proof).toMatchObject({ of: 'pictures' });
  expect(last.proof.largestDifference).toBeLessThan(1e-5);
});

it('is refused before it is queued where its layers do not fit, or another’s weights do not', () => {
  const start = (net: CustomNet, from?: RunId) =>
    workspace.runs.start({ datasetId: dataset.id, recipe: { ...recipe, net }, ...(from && { from }) });
  const { layers } = NET;
  const wrong = { ...NET, layers: layers.with(1, { ...SAME_CONV, name: 'left', filters: 5 }) };
  expect(() => start(wrong)).toThrow(
    'Layer around adds a 16 × 16 × 9 feature map and a 16 × 16 × 8 feature map',
  );
  const [first] = workspace.store.runs.list();
  expect(() => start({ ...NET, input: [40, 40, 3] }, first?.id)).toThrow(
    'its weights do not fit Two branches',
  );
});
