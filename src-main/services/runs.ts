import type { RunEvent, RunState, StartRun } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { DatasetId, RunId } from '../../src-shared/ids.ts';
import { requireEngine } from './engine-process.ts';
import { checkStart, runName } from './run-checks.ts';
import type { StartWeightsFiles } from './start-weights.ts';
import { type Sitting, type TrainParts, trainRun } from './train-run.ts';

/** Starting, stopping and looking after runs. Functions that take an id throw `not-found`. */
export interface Runs {
  /** Queues a new run; one trains at a time, or those of a race (`beside`). Errors: `bad-request` where recipe and data do not fit, `engine-missing`. */
  start(request: StartRun): RunId;
  /** Ends it after the current step with a checkpoint, or takes it off the queue. Errors: `conflict` where it does neither. */
  stop(id: RunId): void;
  /**
   * Queues it again, to go on from its newest checkpoint; `beside` another run that trains or waits, together with that one. Errors: `conflict`
   * where there is nothing to go on with.
   */
  resume(id: RunId, beside?: RunId): void;
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
  /** Each place is taken by one run, or by those of a race. */
  const queue: RunId[][] = [];
  /** What trains now: one run, or those of a race. */
  const training = new Map<RunId, { sitting: Sitting; over: Promise<void> }>();
  let isWorking = false;
  let working: Promise<void> = Promise.resolve();
  let closing = false;

  /** What trains and what waits. */
  const busy = () => [...training.keys(), ...queue.flat()];

  /** Behind all that waits; or at the side of a run that trains or waits, if that has not ended meanwhile. */
  function enqueue(id: RunId, beside: RunId | undefined): void {
    if (beside !== undefined && training.has(beside)) {
      begin(id);
      return;
    }
    const place = queue.find((ids) => ids.some((waiting) => waiting === beside));
    if (place) place.push(id);
    else queue.push([id]);
    if (!isWorking) working = work();
  }

  /** Trains what waits, one place of the queue after the other. */
  async function work(): Promise<void> {
    isWorking = true;
    const watcher = setInterval(stopWhatIsRequested, STOP_REQUEST_MS);
    for (let ids = queue.shift(); ids !== undefined; ids = queue.shift()) {
      for (const id of ids) begin(id);
      // Another run may have come to the side of these meanwhile.
      while (training.size > 0) await Promise.all([...training.values()].map(({ over }) => over));
    }
    clearInterval(watcher);
    isWorking = false;
  }

  function begin(id: RunId): void {
    const sitting = trainRun(id, parts);
    const over = sitting.ended
      .then((state) => end(id, state))
      .catch((error) => log.error(`run ${id}: its end could not be stored`, error));
    training.set(id, { sitting, over });
  }

  /** Whoever hears that a run has ended may have it go on at once, so nothing may be left to do then. */
  async function end(id: RunId, state: RunState): Promise<void> {
    await files.clearStopRequest(id).catch((error) => log.error('runs', error));
    training.delete(id);
    feed.run(store.runs.update(id, { state }));
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
    const current = training.get(id);
    if (current) {
      if (state.status !== 'stopping') current.sitting.stop();
      return;
    }
    const place = queue.find((ids) => ids.includes(id));
    if (!place) throw new AppError('conflict', `"${name}" is not training: there is nothing to stop.`);
    place.splice(place.indexOf(id), 1);
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
      enqueue(run.id, request.beside);
      return run.id;
    },

    stop,

    resume(id, beside) {
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
      enqueue(id, beside);
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
      for (const id of queue.flat()) stop(id);
      for (const [id, { sitting }] of training) {
        if (how === 'at once') sitting.kill();
        else stop(id);
      }
      await working;
    },
  };
}

function refuseWhenClosing(closing: boolean): void {
  if (closing) throw new AppError('conflict', 'AlexNet Studio is closing: start it again first.');
}
