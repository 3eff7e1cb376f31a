import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoint, RunState } from '../../src-shared/contract/runs.ts';
import { AppError, toAppError } from '../../src-shared/errors.ts';
import type { StepPoint } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { FromEngine, Job, SavedCheckpoint } from '../engine/protocol.ts';
import type { Store } from '../store/store.ts';
import { batchAdvice, mayLackMemory } from './batch-advice.ts';
import type { Fork } from './child.ts';
import { type EngineJob, startEngineJob } from './engine-process.ts';
import type { Log } from './log.ts';
import type { RunFeed } from './run-feed.ts';
import type { RunFiles } from './run-files.ts';
import { createPace, type Pace } from './run-pace.ts';
import { thisEnvironment } from './this-environment.ts';

export interface TrainParts {
  /** Where the record cache is. */
  recordsFile: string;
  store: Store;
  files: RunFiles;
  feed: RunFeed;
  log: Log;
  /** Gets sentences for people, such as that a damaged checkpoint was passed over. */
  onNote?: ((sentence: string) => void) | undefined;
  fork?: Fork | undefined;
}

/** One sitting of a run: from the start of its engine process to that process's end. */
export interface Sitting {
  /** Asks for the end after the current step, with a checkpoint. */
  stop(): void;
  /** Ends the engine at once; the run is left as `interrupted`. */
  kill(): void;
  /** The state that the run is left in, once its engine's process is gone; it is not stored yet. Never rejects. */
  readonly ended: Promise<RunState>;
}

/** News are stored and told at most so often. */
const NEWS_EVERY_MS = 100;

/** Trains a queued run, or goes on with one that has checkpoints; stores what the engine reports, and then tells of it, but for the state in the end. */
export function trainRun(id: RunId, parts: TrainParts): Sitting {
  const { store, feed, log } = parts;
  let engine: EngineJob | null = null;
  let killed = false;

  async function sit(): Promise<RunState> {
    engine = startEngineJob(trainJob(id, parts), parts.fork);
    feed.run(store.runs.update(id, { state: { status: 'running' } }));
    const record = createRecorder(id, parts);
    try {
      for await (const message of engine.messages) await record.take(message);
    } finally {
      record.storeSteps();
    }
    if (record.outcome === null)
      throw new AppError('engine-lost', 'The engine ended before the training did.');
    return { status: record.outcome };
  }

  /** Has another process try batches where memory may have been short. */
  async function explained(failure: AppError): Promise<AppError> {
    if (killed || !mayLackMemory(failure)) return failure;
    const { recipe, classes } = store.runs.get(id);
    engine = startEngineJob({ kind: 'fit-batch', recipe, classes: classes.length }, parts.fork);
    return await batchAdvice(failure, recipe.batch, engine.messages);
  }

  async function run(): Promise<RunState> {
    const state = await sit().catch(async (error): Promise<RunState> => {
      log.error(`run ${id}`, error);
      const failure = toAppError(error);
      const { code, message } = await explained(failure).catch(() => failure);
      return { status: 'failed', code, message };
    });
    feed.progress(id, null);
    return killed ? { status: 'interrupted' } : state;
  }

  return {
    ended: run(),
    stop() {
      feed.run(store.runs.update(id, { state: { status: 'stopping' } }));
      engine?.send({ type: 'stop' });
    },
    kill() {
      killed = true;
      void engine?.kill();
    },
  };
}

/** Everything that the engine needs to know of a run, with the checkpoints to go on from if it has any. */
function trainJob(id: RunId, { store, files, recordsFile }: TrainParts): Job {
  const run = store.runs.get(id);
  const kept = store.checkpoints.list(id);
  const best = store.checkpoints.best(id);
  const samples = (split: 'train' | 'val' | 'test') => store.datasets.samples(run.dataset.id, split);
  return {
    kind: 'train',
    recordsFile,
    runFolder: files.folder(id),
    classes: run.classes,
    // What `auto` came to the first time holds, so that a resumed run computes in the same precision.
    recipe: { ...run.recipe, precision: run.precision ?? run.recipe.precision },
    train: samples('train'),
    val: samples('val'),
    test: samples('test'),
    resumeFrom: kept.map(({ step }) => files.checkpoint(id, step)),
    best: best && { checkpoint: files.checkpoint(id, best.step), top1: best.top1, loss: best.loss },
    startFrom: kept.length > 0 ? null : startWeights(id, store, files),
  };
}

function startWeights(id: RunId, store: Store, files: RunFiles): string | null {
  const brought = files.startWeights(id);
  if (existsSync(brought)) return brought;
  const from = store.runs.startedFrom(id);
  if (from === null) return null;
  const best = store.checkpoints.best(from);
  if (best === null)
    throw new AppError('not-found', 'The run whose weights this one starts from has none any more.');
  return files.checkpoint(from, best.step);
}

interface Recorder {
  take(message: FromEngine): Promise<void>;
  /** Stores the points that still wait. */
  storeSteps(): void;
  outcome: 'completed' | 'stopped' | null;
}

/** Writes one sitting's messages to the store in order. What cannot be stored throws, which ends the engine. */
function createRecorder(id: RunId, { store, files, feed, log, onNote }: TrainParts): Recorder {
  const { recipe, durationMs: earlierMs, notes } = store.runs.get(id);
  let startedAtMs = Date.now();
  let pace: Pace | null = null;
  let phase: Parameters<Pace['progress']>[0] = 'starting';
  let waiting: StepPoint[] = [];
  let storedAtMs = 0;

  const duration = () => ({ durationMs: earlierMs + Date.now() - startedAtMs });
  const tellProgress = () => feed.progress(id, pace?.progress(phase, Date.now()) ?? null);

  /** Points wait here for the next message once the last ones were stored just now; so no timer is needed and order is kept. */
  function storeSteps(): void {
    if (waiting.length === 0) return;
    store.metrics.appendSteps(id, waiting);
    feed.steps(id, waiting);
    waiting = [];
    storedAtMs = Date.now();
    tellProgress();
  }

  async function begin(message: Extract<FromEngine, { type: 'training' }>): Promise<void> {
    const { position, precision, stepsPerEpoch } = message;
    for (const note of message.notes) {
      log.info(`run ${id}`, note);
      onNote?.(note);
    }
    startedAtMs = Date.now();
    pace = createPace({ ...recipe, stepsPerEpoch, step: position.step, startedAtMs });
    phase = 'training';
    const isVoid = (checkpoint: Checkpoint) => checkpoint.step > position.step;
    const gone = store.checkpoints.list(id).filter(isVoid);
    store.transaction(() => {
      store.metrics.truncateAfter(id, position.step);
      store.checkpoints.truncateAfter(id, position.step);
      store.runs.update(id, { precision, stepsPerEpoch, notes: [...notes, ...message.notes] });
    });
    await files.deleteCheckpoints(id, gone);
    feed.restart(id);
    tellProgress();
  }

  async function saved({ position, bytes, isBest, figures }: SavedCheckpoint): Promise<void> {
    const { step, epoch } = position;
    const pruned = store.transaction(() => {
      store.checkpoints.insert(id, { step, epoch, bytes, isBest, figures });
      const prunable = store.checkpoints.prunable(id);
      for (const checkpoint of prunable) store.checkpoints.remove(id, checkpoint.step);
      return prunable;
    });
    feed.run(store.runs.update(id, duration()));
    await files.deleteCheckpoints(id, pruned);
  }

  function finish({ outcome, test }: Extract<FromEngine, { type: 'trained' }>): void {
    const best = store.checkpoints.best(id);
    store.transaction(() => {
      if (test !== null && best !== null) store.evaluations.save(id, best.step, test);
      store.runs.update(id, duration());
    });
    recorder.outcome = outcome;
  }

  const recorder: Recorder = {
    outcome: null,
    storeSteps,
    async take(message) {
      if (message.type === 'steps') {
        pace?.add(message.points);
        waiting.push(...message.points);
        if (Date.now() - storedAtMs >= NEWS_EVERY_MS) storeSteps();
        return;
      }
      storeSteps();
      if (message.type === 'hello') store.runEnvironments.record(id, thisEnvironment(message));
      else if (message.type === 'training') await begin(message);
      else if (message.type === 'checkpoint') await saved(message.checkpoint);
      else if (message.type === 'trained') finish(message);
      else if (message.type === 'epoch') {
        const imagesPerSecond = pace?.imagesPerSecond() ?? message.figures.imagesPerSecond;
        const run = store.transaction(() => {
          store.metrics.appendEpoch(id, message.figures);
          return store.runs.update(id, { ...duration(), imagesPerSecond });
        });
        feed.epoch(id, message.figures);
        feed.run(run);
      } else if (message.type === 'phase') {
        phase = message.phase;
        tellProgress();
      }
    },
  };
  return recorder;
}

/** The cache of records of a workspace. */
export function recordsFile(workspace: string): string {
  return join(workspace, 'cache', 'records.bin');
}
