import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, program } from 'commander';
import { execa } from 'execa';
import { followRun } from '../src-main/cli/follow-run.ts';
import { createOutput } from '../src-main/cli/output.ts';
import { percent, textTable } from '../src-main/cli/text-table.ts';
import { SAMPLE } from '../src-main/data/sample/sample.ts';
import { writePicture } from '../src-main/data/sample/write-sample.ts';
import { defaultWorkspaceFolder } from '../src-main/paths.ts';
import { openWorkspace, type Workspace } from '../src-main/services/open-workspace.ts';
import type { Dataset } from '../src-shared/contract/datasets.ts';
import type { Run } from '../src-shared/contract/runs.ts';
import { AppError, messageOf } from '../src-shared/errors.ts';
import { RECIPES } from '../src-shared/recipe.ts';
import { confusionTable, worstConfusions } from './lib/confusion-text.ts';
import { importSample } from './lib/import-sample.ts';

/** `npm run demo`: from nothing to a trained network that classifies pictures it never saw. Interrupted, it goes on when repeated. */

const UNSEEN = 3;

const { seed } = program
  .name('demo')
  .description('Draw the sample data set, train a batch-normalised AlexNet on it, and show what it can do.')
  .option('--seed <number>', 'of weights, order and augmentation', parseSeed, 1)
  .parse()
  .opts<{ seed: number }>();

try {
  await execa(process.execPath, ['scripts/engine-install.ts'], { stdio: 'inherit' });
  const workspace = await openWorkspace(defaultWorkspaceFolder(), { mode: 'write' });
  try {
    await demonstrate(workspace);
  } finally {
    await workspace.close();
  }
} catch (error) {
  console.error(`demo: ${messageOf(error)}`);
  process.exitCode = 1;
}

async function demonstrate(workspace: Workspace): Promise<void> {
  const dataset = await importSample(workspace);
  const { train, val, test } = dataset.images;
  console.log(
    `Data set "${dataset.name}": ${dataset.classes.length} classes, ${train} pictures to train on, ${val} to validate, ${test} to test.\n`,
  );
  const run = await trainOn(workspace, dataset);
  if (run.state.status !== 'completed') {
    throw new AppError('cancelled', 'Training was stopped; repeat npm run demo to go on from there.');
  }
  await showTest(workspace, run);
  await showUnseen(workspace, run);
  console.log(`\nEverything is in ${workspace.folder}. Open it with: npm start`);
}

/** Trains the demo's run, goes on with it where it was interrupted, or takes it as it is where it is complete. */
async function trainOn(workspace: Workspace, dataset: Dataset): Promise<Run> {
  const { store, runs } = workspace;
  const name = `Demo, seed ${seed}`;
  const before = store.runs.list().find((run) => run.name === name && run.dataset.id === dataset.id);
  if (before?.state.status === 'completed') {
    console.log(`"${name}" was trained before: showing what came of it.\n`);
    return before;
  }
  const canGoOn = before !== undefined && before.checkpoints.length > 0;
  if (canGoOn) runs.resume(before.id);
  else if (before !== undefined) runs.remove(before.id);
  const id = canGoOn
    ? before.id
    : runs.start({ datasetId: dataset.id, recipe: { ...RECIPES.quick, seed }, name });
  console.log(
    `${canGoOn ? `Going on from step ${before.steps} with` : 'Training'} alexnet-bn: AlexNet with batch normalisation, ${RECIPES.quick.epochs} epochs of SGD with momentum.`,
  );
  await followRun(workspace, id, createOutput(false));
  return store.runs.get(id);
}

async function showTest(workspace: Workspace, run: Run): Promise<void> {
  const evaluation = await workspace.predictions.evaluate({ runId: run.id, split: 'test', views: 1 });
  console.log(
    `\nTest accuracy of alexnet-bn: ${percent(evaluation.top1)} top-1, ${percent(evaluation.top5)} top-5, on ${evaluation.images} pictures.\n`,
  );
  console.log(confusionTable(evaluation));
  console.log(`\n${worstConfusions(evaluation).join('\n')}`);
}

/** Draws pictures that belong to no split and has them classified. */
async function showUnseen(workspace: Workspace, run: Run): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'alexnet-studio-demo-'));
  try {
    const paths: string[] = [];
    for (let index = 0; index < UNSEEN; index++) {
      const classIndex = (seed + index * 5) % SAMPLE.classes.length;
      const path = join(folder, `${SAMPLE.classes[classIndex]}.jpg`);
      await writePicture(path, classIndex, SAMPLE.picturesPerClass + seed);
      paths.push(path);
    }
    const answers = workspace.classify.pictures({ runId: run.id, source: { kind: 'paths', paths }, top: 3 });
    console.log('\nThree pictures that it never saw:');
    const rows = [['picture of', 'answer', '']];
    for await (const answer of answers) {
      if (answer.outcome === 'rejected') throw new AppError('damaged', `${answer.file}: ${answer.reason}`);
      const texts = answer.predictions.map(({ label, probability }) => `${label} ${percent(probability)}`);
      rows.push([labelOf(answer.file), texts[0] ?? '', texts.slice(1).join(', ')]);
    }
    console.log(textTable(rows));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The class that the picture was drawn for, which is its file's name. */
function labelOf(file: string): string {
  return /([^/\\]+)\.jpg$/.exec(file)?.[1] ?? file;
}

function parseSeed(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 31) {
    throw new InvalidArgumentError('expected a whole number from 0 to 2147483647');
  }
  return value;
}
