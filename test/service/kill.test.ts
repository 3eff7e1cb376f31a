import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Run, RunEvent } from '../../src-shared/contract/runs.ts';
import type { EpochFigures } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { type Random, random } from '../../src-shared/random.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import { createKillableFork } from '../helpers/killable-fork.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

const ENGINE_KILLS = 26;
const MAIN_KILLS = 26;
/** Messages after which a process is killed, at most: a few epochs with their validation and checkpoints. */
const LATEST = 30;
/** For a machine that is busy with other things; left alone, it is two minutes each. */
const LIMIT_MS = 40 * 60_000;

let folder: string;
let id: RunId;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-'));
  const workspace = await openWorkspace(folder, { mode: 'write' });
  const images = { train: 4, val: 1, test: 1 };
  const { id: datasetId } = makeTinyDataset(workspace.store, recordsFile(folder), { images });
  const recipe = {
    ...defaultRecipe('alexnet-small'),
    epochs: 10_000,
    batch: 4,
    learningRate: 1e-4,
    precision: 'float32',
  } as const;
  id = workspace.runs.start({ datasetId, recipe });
  await workspace.close();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** What a watcher was told that is not void: a snapshot begins anew. */
class Told {
  readonly steps = new Map<number, number>();
  readonly epochs = new Map<number, EpochFigures>();
  run: Run | null = null;

  take(event: RunEvent): void {
    if (event.type === 'snapshot') {
      this.steps.clear();
      this.epochs.clear();
      event.series.step.forEach((step, index) => {
        this.steps.set(step, event.series.loss[index] ?? Number.NaN);
      });
      for (const figures of event.epochs) this.epochs.set(figures.epoch, figures);
    }
    if (event.type === 'snapshot' || event.type === 'run') this.run = event.run;
    if (event.type === 'steps') for (const { step, loss } of event.points) this.steps.set(step, loss);
    if (event.type === 'epoch') this.epochs.set(event.figures.epoch, event.figures);
  }
}

/** Everything that was told is in the store, and every checkpoint that the store names is a whole file. */
async function expectAllThere({ store, files }: Workspace, told: Told, where: string): Promise<void> {
  const { step, loss } = store.metrics.stepSeries(id, { maxPoints: 100_000 });
  const stored = new Map(step.map((number, index) => [number, loss[index]]));
  for (const [number, value] of told.steps)
    expect(stored.get(number), `${where}: step ${number}`).toBe(value);
  expect(step, `${where}: steps without a gap`).toEqual(step.map((_, index) => index + 1));
  const epochs = new Map(store.metrics.epochs(id).map((figures) => [figures.epoch, figures]));
  for (const [epoch, figures] of told.epochs)
    expect(epochs.get(epoch), `${where}: epoch ${epoch}`).toEqual(figures);

  const kept = store.checkpoints.list(id);
  for (const checkpoint of told.run?.checkpoints ?? []) {
    const isThere = kept.some((one) => one.step === checkpoint.step);
    const isReplaced = kept.filter((one) => one.step > checkpoint.step).length >= 2;
    expect(isThere || isReplaced, `${where}: checkpoint ${checkpoint.step}`).toBe(true);
  }
  if (told.run?.best) expect(store.checkpoints.best(id), `${where}: best`).not.toBeNull();
  for (const { step, bytes } of kept)
    expect(statSync(files.checkpoint(id, step)).size, `${where}: ${step}`).toBe(bytes);
  const [newest] = kept;
  if (newest) await expectWhole(files.checkpoint(id, newest.step));
}

/** Reads every tensor, which checks its CRC-32. */
async function expectWhole(file: string): Promise<void> {
  const tensors = await openSafetensors(file);
  try {
    for (const name of tensors.tensors.keys()) await tensors.read(name);
  } finally {
    await tensors.close();
  }
}

/** Reads news until a message that is drawn by lot; the first ones come before training does. */
async function readSome(events: AsyncIterable<RunEvent>, told: Told, from: Random): Promise<void> {
  let left = 1 + from.int(LATEST);
  for await (const event of events) {
    told.take(event);
    if (--left === 0) return;
  }
}

it(
  `loses nothing that was told when the engine is killed, ${ENGINE_KILLS} times`,
  async () => {
    const from = random('kill the engine');
    const { fork, killAll } = createKillableFork();
    const workspace = await openWorkspace(folder, { mode: 'write', fork });
    for (let round = 0; round < ENGINE_KILLS; round++) {
      const told = new Told();
      workspace.runs.resume(id);
      await readSome(workspace.runs.watch(id), told, from);
      killAll();
      await workspace.runs.idle();
      expect(workspace.store.runs.get(id).state.status).toBe('failed');
      await expectAllThere(workspace, told, `engine, round ${round}`);
    }
    await workspace.close();
  },
  LIMIT_MS,
);

it(
  `opens and goes on, with all that was told, when the main process is killed, ${MAIN_KILLS} times`,
  async () => {
    const from = random('kill the main process');
    for (let round = 0; round < MAIN_KILLS; round++) {
      const told = new Told();
      const script = join(import.meta.dirname, 'fixtures', 'train-until-killed.ts');
      const child = spawn(process.execPath, [script, folder, id], { stdio: ['ignore', 'pipe', 'inherit'] });
      const lines = createInterface(child.stdout);
      await readSome(parsed(lines), told, from);
      child.kill('SIGKILL');
      await once(child, 'close');

      const workspace = await openWorkspace(folder, { mode: 'write' });
      expect(workspace.store.runs.get(id).state.status).toBe('interrupted');
      await expectAllThere(workspace, told, `main, round ${round}`);
      await workspace.close();
    }
    const workspace = await openWorkspace(folder, { mode: 'write' });
    expect(workspace.store.runs.get(id).epochs).toBeGreaterThan(10);
    await workspace.close();
  },
  LIMIT_MS,
);

async function* parsed(lines: AsyncIterable<string>): AsyncGenerator<RunEvent> {
  for await (const line of lines) yield JSON.parse(line);
}
