import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openSafetensors, writeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts';
import { STATISTICS_FOLDER, statisticsFile } from '../../src-main/engine/train/epoch-files.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { EpochStatistics } from '../../src-shared/contract/inspect-answers.ts';
import type { DatasetId, RunId } from '../../src-shared/ids.ts';
import { CustomNet } from '../../src-shared/nets/custom-net.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';
import { filledStudio } from './filled-studio.ts';

const window = { padding: 'valid', stride: [1, 1] } as const;

const tinyNet = (first: { activation?: 'relu' }) =>
  CustomNet.parse({
    name: 'Tiny',
    input: [32, 32, 3],
    layers: [
      { type: 'conv', name: 'first', filters: 8, kernel: [5, 5], bias: true, ...first, ...window },
      { type: 'max-pool', name: 'pool', size: [2, 2], stride: [2, 2], padding: 'valid' },
      { type: 'conv', name: 'second', filters: 6, kernel: [3, 3], bias: true, activation: 'relu', ...window },
      { type: 'flatten', name: 'flatten' },
      { type: 'dense', name: 'hidden', units: 12, activation: 'relu' },
      { type: 'dense', name: 'ends', units: 3, activation: 'softmax' },
    ],
  });

const NET = tinyNet({ activation: 'relu' });

/** What its first layer gives is no number on every processor: with AVX-512 a ReLU makes zeros of that. */
const BREAKABLE = tinyNet({});

const FLAT = CustomNet.parse({
  name: 'No convolution',
  input: [16, 16, 3],
  layers: [
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'hidden', units: 12, activation: 'relu' },
    { type: 'dense', name: 'ends', units: 3, activation: 'softmax' },
  ],
});

/** A server whose workspace has small trained runs: two of one network, one without a convolution, one whose weights are broken, one whose data set is gone. */
export const tinyTest = filledStudio(async (path) => {
  const workspace = await openWorkspace(path, { mode: 'write' });
  const { store } = workspace;
  const images = { train: 8, val: 4, test: 2 };
  const tiny = makeTinyDataset(store, recordsFile(path), { images });
  const gone = makeTinyDataset(store, recordsFile(path), { name: 'Gone', images });
  await train(workspace, 'Tiny one', tiny.id, NET, 1);
  await train(workspace, 'Tiny two', tiny.id, NET, 2);
  await train(workspace, 'Flat', tiny.id, FLAT, 1);
  await breakWeights(workspace, await train(workspace, 'Broken', tiny.id, BREAKABLE, 3));
  await train(workspace, 'Left alone', gone.id, NET, 4);
  store.datasets.remove(gone.id);
  await workspace.close();
});

async function train(
  { runs }: Workspace,
  name: string,
  datasetId: DatasetId,
  net: CustomNet,
  seed: number,
): Promise<RunId> {
  const recipe = { ...defaultRecipe(net), epochs: 2, batch: 8, seed, precision: 'float32' } as const;
  const runId = runs.start({ datasetId, recipe, name });
  await runs.idle();
  return runId;
}

/** One weight of the first convolution is not a number in all checkpoints, nor is what was kept of the last epoch. */
async function breakWeights({ store, files }: Workspace, runId: RunId): Promise<void> {
  for (const { step } of store.runs.get(runId).checkpoints) {
    const path = files.checkpoint(runId, step);
    const file = await openSafetensors(path);
    const tensors = await Promise.all(
      [...file.tensors].map(async ([name, shape]) => ({ name, shape, values: await file.read(name) })),
    );
    await file.close();
    for (const { name, values } of tensors) if (name === 'first/kernel') values[0] = Number.NaN;
    await writeSafetensors(path, tensors, file.metadata);
  }
  const path = join(files.folder(runId), STATISTICS_FOLDER, statisticsFile(2));
  const statistics = EpochStatistics.parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const kernel of statistics.kernels) {
    if (kernel.layer === 'first')
      Object.assign(kernel, { lowest: null, highest: null, mean: null, deviation: null });
  }
  writeFileSync(path, JSON.stringify(statistics));
}

/** Opens a page of the inspector of a run. */
export async function openInspector(page: Page, run: string, title: string): Promise<void> {
  await page.goto(new URL('#/runs', page.url()).href);
  await page.getByRole('grid', { name: 'Runs' }).getByRole('link', { name: run }).click();
  await page.getByRole('link', { name: 'Inspect' }).click();
  await page.getByRole('navigation', { name: 'Inspector' }).getByRole('link', { name: title }).click();
}
