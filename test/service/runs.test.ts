import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { resultOf } from '../../src-main/services/shared-work.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { Run, RunEvent } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { OPTIMIZERS } from '../../src-shared/recipe/optimizer.ts';
import { defaultRecipe, type Recipe } from '../../src-shared/recipe.ts';
import { createKillableFork } from '../helpers/killable-fork.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
let workspace: Workspace;
let dataset: Dataset;
const { fork, killAll, killNewest } = createKillableFork();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runs-'));
  workspace = await openWorkspace(folder, { mode: 'write', fork });
  dataset = makeTinyDataset(workspace.store, recordsFile(folder));
});
afterEach(async () => {
  await workspace.close('at once');
  await rm(folder, { recursive: true });
});

/** Three steps an epoch. */
const recipe: Recipe = {
  ...defaultRecipe('alexnet-small'),
  epochs: 2,
  batch: 8,
  learningRate: 0.001,
  precision: 'float32',
};
const ENDLESS = 10_000;

const start = (changes: Partial<Recipe> = {}, more: { name?: string; from?: RunId; beside?: RunId } = {}) =>
  workspace.runs.start({ datasetId: dataset.id, recipe: { ...recipe, ...changes }, ...more });

/** Resolves with the first message that is wanted. */
async function until(id: RunId, isWanted: (event: RunEvent) => boolean): Promise<RunEvent> {
  for await (const event of workspace.runs.watch(id)) if (isWanted(event)) return event;
  throw new Error('The stream ended first.');
}

const hasSteps = (count: number) => (event: RunEvent) =>
  event.type === 'steps' && event.points.some(({ step }) => step >= count);
const hasCheckpoints = (count: number) => (event: RunEvent) =>
  event.type === 'run' && event.run.checkpoints.length >= count;

async function reopen(): Promise<void> {
  await workspace.close('at once');
  workspace = await openWorkspace(folder, { mode: 'write' });
}

const status = (id: RunId) => workspace.store.runs.get(id).state.status;
const steps = (id: RunId) => workspace.store.metrics.stepSeries(id, { maxPoints: ENDLESS }).step;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a run', () => {
  it('trains to its end; everything is stored, and told in order without a gap', async () => {
    const id = start();
    const events: RunEvent[] = [];
    for await (const event of workspace.runs.watch(id)) {
      events.push(event);
      if (event.type === 'run' && event.run.state.status === 'completed') break;
    }
    const seqs = events.map(({ seq }) => seq);
    expect(seqs).toEqual(range(seqs[0] ?? 0, seqs.at(-1) ?? 0));
    expect(events[0]?.type).toBe('snapshot');

    const run = workspace.store.runs.get(id);
    expect(run).toMatchObject({ epochs: 2, steps: 6, stepsPerEpoch: 3, precision: 'float32' });
    expect(run.test?.top1).toBeGreaterThanOrEqual(0);
    expect(run.best).not.toBeNull();
    expect(run.imagesPerSecond).toBeGreaterThan(0);
    expect(steps(id)).toEqual(range(1, 6));
    const told = events.flatMap((event) =>
      event.type === 'steps' ? event.points.map(({ step }) => step) : [],
    );
    expect(told).toEqual(range(1, 6));
    for (const { step } of run.checkpoints)
      expect(existsSync(workspace.files.checkpoint(id, step))).toBe(true);
    expect(workspace.store.runEnvironments.find(id)).toEqual({
      program: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      tensorflow: expect.stringMatching(/^\d+\.\d+\.\d+/),
      device: expect.stringMatching(/^(cpu|cuda)$/),
      devices: expect.arrayContaining([expect.stringMatching(/./)]),
      machine: {
        processor: expect.stringMatching(/./),
        cores: cpus().length,
        memory: totalmem(),
        system: `${type()} ${process.arch}`,
      },
    });
  });

  it('keeps the newest two checkpoints and the best one, and no other files', async () => {
    const id = start({ epochs: 5 });
    await workspace.runs.idle();
    const { checkpoints } = workspace.store.runs.get(id);
    expect(checkpoints.length).toBeLessThanOrEqual(3);
    expect(checkpoints.slice(0, 2).map(({ step }) => step)).toEqual([15, 12]);
    expect(checkpoints.filter(({ isBest }) => isBest)).toHaveLength(1);
    const files = await readdir(join(workspace.files.folder(id), 'checkpoints'));
    expect(files.toSorted()).toEqual(
      checkpoints.map(({ step }) => `step-${String(step).padStart(8, '0')}.safetensors`).toSorted(),
    );
  });

  it('is evaluated once for the same question', async () => {
    const id = start({ epochs: 1 });
    await workspace.runs.idle();
    const question = { runId: id, split: 'val', views: 1 } as const;
    const [first, second] = await Promise.all([
      workspace.predictions.evaluate(question),
      workspace.predictions.evaluate(question),
    ]);
    expect(first).toEqual(second);
    expect(first.images).toBe(6);
    expect(first.confusion.flat().reduce((sum, count) => sum + count)).toBe(6);
    const step = workspace.store.checkpoints.best(id)?.step ?? 0;
    expect(workspace.store.evaluations.find({ ...question, step })).toEqual(first);
    expect(await workspace.predictions.evaluate({ runId: id, split: 'test', views: 1 })).toMatchObject(
      workspace.store.runs.get(id).test ?? {},
    );
  });

  it('has the answers to every validation and test picture; damaged ones are worked out anew', async () => {
    const id = start({ epochs: 1 });
    await workspace.runs.idle();
    const { predictions, store, files } = workspace;
    const step = store.checkpoints.best(id)?.step ?? 0;
    const question = { runId: id, split: 'val', views: 1 } as const;
    const file = files.predictions(id, step, 'val', 1);
    expect(existsSync(file) && existsSync(files.predictions(id, step, 'test', 1))).toBe(true);
    const first = await resultOf(predictions.read(question));
    expect([...first.slots]).toEqual([...store.datasets.samples(dataset.id, 'val').slots]);

    await writeFile(file, 'nothing');
    const progress: number[] = [];
    const again = predictions.read(question);
    let next = await again.next();
    for (; !next.done; next = await again.next()) progress.push(next.value.done);
    expect(progress.length).toBeGreaterThan(0);
    expect(next.value.logits).toEqual(first.logits);
    expect(existsSync(file)).toBe(true);

    const given = predictions.read({ ...question, split: 'train' }, AbortSignal.timeout(200));
    await expect(resultOf(given)).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(files.predictions(id, step, 'train', 1))).toBe(false);
    await files.deleteCheckpoints(id, store.checkpoints.list(id));
    expect(existsSync(file)).toBe(false);
  });

  it('starts from the weights of another one', async () => {
    const first = start({ epochs: 1 });
    await workspace.runs.idle();
    const second = start({ epochs: 1 }, { from: first });
    await workspace.runs.idle();
    expect(status(second)).toBe('completed');
    expect(workspace.store.runs.startedFrom(second)).toBe(first);
    expect(() => start({ net: 'alexnet' }, { from: first })).toThrow(/do not fit AlexNet/);
  });
});

describe('starting', () => {
  it('gives names that tell runs apart', () => {
    const names = [start(), start(), start({}, { name: 'Mine' }), start({}, { name: 'Mine' })].map(
      (id) => workspace.store.runs.get(id).name,
    );
    expect(names).toEqual(['AlexNet-Small on Tiny', 'AlexNet-Small on Tiny, 2', 'Mine', 'Mine, 2']);
  });

  it('refuses to accumulate more steps than the run has', () => {
    expect(() => start({ epochs: 1, accumulation: 1000 })).toThrow(/takes 1000 steps/);
  });

  it('refuses a batch that is larger than the training split', () => {
    expect(() => start({ batch: 25 })).toThrow(/25.*24/);
    expect(workspace.store.runs.list()).toEqual([]);
  });

  it('refuses a data set with one class', () => {
    const one = makeTinyDataset(workspace.store, recordsFile(folder), { name: 'One', classes: ['only'] });
    expect(() => workspace.runs.start({ datasetId: one.id, recipe })).toThrow(/one class/);
  });
});

describe('the queue', () => {
  it('trains one run after the other, and lets go of one that is stopped while it waits', async () => {
    const [first, second, third] = [start({ epochs: 1 }), start({ epochs: 1 }), start({ epochs: 1 })];
    expect(status(second)).toBe('queued');
    workspace.runs.stop(second);
    expect(status(second)).toBe('stopped');
    await until(first, (event) => event.type === 'steps');
    expect(status(third)).toBe('queued');
    await workspace.runs.idle();
    expect([first, second, third].map(status)).toEqual(['completed', 'stopped', 'completed']);
  });

  it('keeps hands off what a run needs', async () => {
    const id = start({ epochs: ENDLESS });
    await until(id, hasSteps(1));
    expect(() => workspace.runs.remove(id)).toThrow(/stop it first/);
    expect(() => workspace.datasets.remove(dataset.id)).toThrow(/stop it first/);
    expect(() => workspace.runs.resume(id)).toThrow(/already/);
  });
});

describe('a race', () => {
  const losses = (id: RunId) => workspace.store.metrics.stepSeries(id, { maxPoints: ENDLESS }).loss;
  // So that an epoch is the same in a run of one and in one of many.
  const constant = { schedule: 'constant', warmupEpochs: 0 } as const;
  const startRace = (): [RunId, RunId] => {
    const endless = { ...constant, epochs: ENDLESS };
    const first = start(endless);
    return [first, start(endless, { beside: first })];
  };

  it('trains both at the same time, each as it would alone, and the next run after them', async () => {
    const before = start({ epochs: 1 });
    const [first, second] = startRace();
    const next = start({ ...constant, epochs: 1 });
    expect([first, second].map(status)).toEqual(['queued', 'queued']);
    await Promise.all([until(first, hasSteps(7)), until(second, hasSteps(7))]);
    expect([before, first, second, next].map(status)).toEqual(['completed', 'running', 'running', 'queued']);
    expect(losses(second).slice(0, 6)).toEqual(losses(first).slice(0, 6));
    for (const id of [first, second]) workspace.runs.stop(id);
    expect([first, second].map(status)).toEqual(['stopping', 'stopping']);
    await workspace.runs.idle();
    expect([first, second, next].map(status)).toEqual(['stopped', 'stopped', 'completed']);
    expect(losses(next)).toEqual(losses(first).slice(0, 3));
    for (const id of [first, second])
      expect(workspace.store.checkpoints.list(id)[0]?.step).toBe(steps(id).at(-1));
  });

  it('goes on with one when the engine of the other is killed, which comes back to its side', async () => {
    const [first, second] = startRace();
    await Promise.all([until(first, hasCheckpoints(1)), until(second, hasCheckpoints(1))]);
    killNewest();
    await until(second, (event) => event.type === 'run' && event.run.state.status === 'failed');
    expect(status(first)).toBe('running');
    await until(first, hasSteps((steps(first).at(-1) ?? 0) + 1));
    workspace.runs.resume(second, first);
    await until(second, hasSteps((workspace.store.runs.get(second).checkpoints[0]?.step ?? 0) + 1));
    expect([first, second].map(status)).toEqual(['running', 'running']);
    await reopen();
    expect([first, second].map(status)).toEqual(['interrupted', 'interrupted']);
  });
});

describe('stopping', () => {
  it('saves a checkpoint from which the run goes on, without a step twice', async () => {
    const id = start({ epochs: ENDLESS });
    await until(id, hasSteps(4));
    workspace.runs.stop(id);
    expect(status(id)).toBe('stopping');
    await workspace.runs.idle();
    const stopped = workspace.store.runs.get(id);
    expect(stopped.state.status).toBe('stopped');
    expect(stopped.checkpoints[0]?.step).toBe(stopped.steps);

    workspace.runs.resume(id);
    await until(id, hasSteps(stopped.steps + 2));
    workspace.runs.stop(id);
    await workspace.runs.idle();
    const resumed = workspace.store.runs.get(id);
    expect(steps(id)).toEqual(range(1, resumed.steps));
    expect(resumed.durationMs).toBeGreaterThan(stopped.durationMs);
  });

  it('leaves nothing to wait for: the run can go on the moment that its end is told', async () => {
    const id = start({ epochs: ENDLESS });
    await until(id, hasSteps(1));
    workspace.runs.stop(id);
    await until(id, (event) => event.type === 'run' && event.run.state.status === 'stopped');
    workspace.runs.resume(id);
    await until(id, hasSteps((workspace.store.runs.get(id).checkpoints[0]?.step ?? 0) + 1));
  });

  it('can be asked for by another process', async () => {
    const id = start({ epochs: ENDLESS });
    await until(id, hasSteps(1));
    await workspace.files.requestStop(id);
    await workspace.runs.idle();
    expect(status(id)).toBe('stopped');
    expect(workspace.files.stopRequested(id)).toBe(false);
  });

  it('comes with closing the workspace', async () => {
    const [id, waiting] = [start({ epochs: ENDLESS }), start()];
    await until(id, hasSteps(2));
    await workspace.close('gently');
    workspace = await openWorkspace(folder, { mode: 'write' });
    expect([id, waiting].map(status)).toEqual(['stopped', 'stopped']);
    expect(workspace.store.runs.get(id).checkpoints).not.toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('a loss that is no number fails the run as diverged and keeps its last good checkpoint', async () => {
    const id = start({ epochs: ENDLESS });
    await until(id, hasCheckpoints(1));
    workspace.runs.stop(id);
    await workspace.runs.idle();
    const diverging = start({
      epochs: 50,
      learningRate: 10,
      schedule: 'constant',
      warmupEpochs: 0,
      optimizer: { ...OPTIMIZERS.sgd, momentum: 0.999 },
    });
    await workspace.runs.idle();
    const { state } = workspace.store.runs.get(diverging);
    expect(state).toMatchObject({
      status: 'failed',
      code: 'diverged',
      message: expect.stringMatching(/learning rate/),
    });
    expect(workspace.store.checkpoints.list(id)).not.toEqual([]);
  });

  it('an engine that is killed fails its run only, which can be resumed', async () => {
    const [id, next] = [start({ epochs: ENDLESS }), start({ epochs: 1 })];
    await until(id, hasCheckpoints(1));
    killAll();
    await workspace.runs.idle();
    expect(workspace.store.runs.get(id).state).toMatchObject({ status: 'failed', code: 'out-of-memory' });
    expect(status(next)).toBe('completed');
    workspace.runs.resume(id);
    const before = workspace.store.runs.get(id).checkpoints[0]?.step ?? 0;
    await until(id, hasSteps(before + 1));
  });

  it('a damaged checkpoint is passed over for the one before it, and what came after is taken back', async () => {
    const id = start({ epochs: ENDLESS });
    await until(id, hasCheckpoints(2));
    workspace.runs.stop(id);
    await workspace.runs.idle();
    const [newest, older] = workspace.store.runs.get(id).checkpoints;
    await flipByte(workspace.files.checkpoint(id, newest?.step ?? 0));

    workspace.runs.resume(id);
    await until(id, (event) => event.type === 'snapshot' && event.series.step.at(-1) === older?.step);
    expect(existsSync(workspace.files.checkpoint(id, newest?.step ?? 0))).toBe(false);
    expect(workspace.store.runs.get(id).notes).toEqual([expect.stringContaining('is damaged: went on from')]);
  });
});

describe('opening', () => {
  it('marks what a killed process left as interrupted, and it can be resumed', async () => {
    const id = start({ epochs: ENDLESS });
    await until(id, hasCheckpoints(1));
    await reopen();
    expect(status(id)).toBe('interrupted');
    workspace.runs.resume(id);
    await until(id, hasSteps((workspace.store.runs.get(id).checkpoints[0]?.step ?? 0) + 1));
  });

  it('deletes removed runs for good, and files that nothing names', async () => {
    const [kept, removed] = [start({ epochs: 1 }), start({ epochs: 1 })];
    await workspace.runs.idle();
    workspace.runs.remove(removed);
    await writeFile(workspace.files.checkpoint(kept, 99), 'orphan');
    await writeFile(`${workspace.files.checkpoint(kept, 100)}.tmp`, 'half written');
    await reopen();
    expect(existsSync(workspace.files.folder(removed))).toBe(false);
    expect(() => workspace.runs.restore(removed)).toThrow();
    expect(await readdir(join(workspace.files.folder(kept), 'checkpoints'))).toEqual([
      'step-00000003.safetensors',
    ]);
  });

  it('lets readers in beside the writer, and no second writer', async () => {
    const id = start({ epochs: 1 });
    await workspace.runs.idle();
    await expect(openWorkspace(folder, { mode: 'write' })).rejects.toMatchObject({ code: 'locked' });
    const reader = await openWorkspace(folder, { mode: 'read' });
    const runs: Run[] = reader.store.runs.list();
    expect(runs.map((run) => run.id)).toEqual([id]);
    await reader.close();
  });
});

/** Damages a file in the middle of its data. */
async function flipByte(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  const { size } = await handle.stat();
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, size >> 1);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 0xff]), 0, 1, size >> 1);
  await handle.close();
}
