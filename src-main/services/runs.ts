import type { RunEvent, StartRun } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { DatasetId, RunId } from '../../src-shared/ids.ts';
import { requireEngine } from './engine-process.ts';
import { checkStart, runName } from './run-checks.ts';
import type { StartWeightsFiles } from './start-weights.ts';
import { type Sitting, type TrainParts, trainRun } from './train-run.ts';

/** Starting, stopping and looking after runs. Functions that take an id throw `not-found`. */
export interface Runs {
  /** Queues a new run; one trains at a time. Errors: `bad-request` where recipe and data do not fit, `engine-missing`. */
  start(request: StartRun): RunId;
  /** Ends it after the current step with a checkpoint, or takes it off the queue. Errors: `conflict` where it does neither. */
  stop(id: RunId): void;
  /** Queues it again, to go on from its newest checkpoint. Errors: `conflict` where there is nothing to go on with. */
  resume(id: RunId): void;
  watch(id: RunId, signal?: AbortSignal): AsyncGenerator<RunEvent>;
  rename(id: RunId, name: string): void;
  /** Hides it. Errors: `conflict` while it trains or waits. */
  remove(id: RunId): void;
  restore(id: RunId): void;
  /** Whether a run that trains or waits needs this data set. */
  uses(id: DatasetId): boolean;
  /** Resolves when nothing trains and nothing waits. */
  idle(): Promise<void>;
  /** Stops all. `gently` waits for the step and a checkpoint; else the engine is ended at once and the run is `interrupted`. */
  close(how: 'gently' | 'at once'): Promise<void>;
}

/** How often the requests to stop of other processes are looked for. */
const STOP_REQUEST_MS = 500;

export function createRuns(parts: TrainParts, startWeights: StartWeightsFiles): Runs {
  const { store, files, feed, log } = parts;
  const queue: RunId[] = [];
  let current: { id: RunId; sitting: Sitting } | null = null;
  let working: Promise<void> = Promise.resolve();
  let closing = false;

  /** What trains and what waits. */
  const busy = () => [...(current === null ? [] : [current.id]), ...queue];

  function enqueue(id: RunId): void {
    queue.push(id);
    if (queue.length > 1 || current !== null) return;
    working = work();
  }

  /** Trains what waits, one after the other. */
  async function work(): Promise<void> {
    const watcher = setInterval(stopWhatIsRequested, STOP_REQUEST_MS);
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      current = { id, sitting: trainRun(id, parts) };
      await current.sitting.ended;
      await files.clearStopRequest(id).catch((error) => log.error('runs', error));
      current = null;
    }
    clearInterval(watcher);
  }

  function stopWhatIsRequested(): void {
    try {
      for (const id of busy()) {
        if (files.stopRequested(id) && store.runs.get(id).state.status !== 'stopping') stop(id);
      }
    } catch (error) {
      log.error('runs', error);
    }
  }

  function stop(id: RunId): void {
    const { name, state } = store.runs.get(id);
    if (current?.id === id) {
      if (state.status !== 'stopping') current.sitting.stop();
      return;
    }
    const place = queue.indexOf(id);
    if (place < 0) throw new AppError('conflict', `"${name}" is not training: there is nothing to stop.`);
    queue.splice(place, 1);
    feed.run(store.runs.update(id, { state: { status: 'stopped' } }));
  }

  return {
    start(request) {
      refuseWhenClosing(closing);
      const dataset = checkStart(store, request);
      startWeights.check(request);
      requireEngine();
      const { recipe } = request;
      const run = store.runs.insert({
        name: runName(store, request.name, dataset, recipe),
        dataset: { id: dataset.id, name: dataset.name, version: dataset.version },
        classes: dataset.classes,
        recipe,
        // The engine says for sure when it begins.
        stepsPerEpoch: Math.floor(dataset.images.train / recipe.batch),
        startedFrom: request.from ?? null,
      });
      if (request.weightsId !== undefined) {
        const note = startWeights.take(request.weightsId, files.startWeights(run.id));
        store.runs.update(run.id, { notes: [note] });
      }
      feed.run(store.runs.get(run.id));
      enqueue(run.id);
      return run.id;
    },

    stop,

    resume(id) {
      refuseWhenClosing(closing);
      const run = store.runs.get(id);
      if (run.state.status === 'completed') {
        throw new AppError(
          'conflict',
          `"${run.name}" is complete: start a new run from its weights instead.`,
        );
      }
      if (busy().includes(id))
        throw new AppError('conflict', `"${run.name}" is training or waiting already.`);
      // A run's data set may have been removed; that is better said now than when its turn comes.
      store.datasets.get(run.dataset.id);
      requireEngine();
      feed.run(store.runs.update(id, { state: { status: 'queued' } }));
      enqueue(id);
    },

    watch: (id, signal) => feed.watch(id, signal),

    rename: (id, name) => feed.run(store.runs.update(id, { name })),

    remove(id) {
      const { name } = store.runs.get(id);
      if (busy().includes(id))
        throw new AppError('conflict', `"${name}" is training or waiting: stop it first.`);
      store.runs.remove(id);
      feed.listChanged(id);
    },

    restore(id) {
      store.runs.restore(id);
      feed.listChanged(id);
    },

    uses: (dataset) => busy().some((id) => store.runs.get(id).dataset.id === dataset),

    idle: () => working,

    async close(how) {
      closing = true;
      for (const id of [...queue]) stop(id);
      if (current !== null) {
        if (how === 'at once') current.sitting.kill();
        else stop(current.id);
      }
      await working;
    },
  };
}

function refuseWhenClosing(closing: boolean): void {
  if (closing) throw new AppError('conflict', 'AlexNet Studio is closing: start it again first.');
}
