import type { Checkpoint, Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import type { Model } from '../engine/protocol.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import { type ReadTensor, readWeights } from './read-weights.ts';
import type { RunFiles } from './run-files.ts';
import { startWarmInspector, type WarmInspector } from './warm-inspector.ts';

/** Which weights: a kept checkpoint of a run, the best one where no step is named. */
export interface Weights {
  readonly runId: RunId;
  readonly step?: number | undefined;
}

/** A checkpoint under inspection. */
export interface Inspected {
  readonly run: Run;
  readonly checkpoint: Checkpoint;
  readonly net: BuiltNet;
  /** Names these very weights: a step that was trained anew has another. */
  readonly key: string;
  readonly model: Model;
}

/** Finds checkpoints, and keeps engine processes for those that were looked into last. */
export interface InspectedRuns {
  /** Errors: `not-found`, `conflict` (no checkpoint yet). */
  find(weights: Weights): Inspected;
  /** An engine process with the checkpoint loaded, started where there is none. Errors: `engine-missing`. */
  engine(inspected: Inspected): Promise<WarmInspector>;
  /** A variable with its shape, kept for the next time. Errors: `damaged`, `not-found`. */
  read(inspected: Inspected, variable: string): Promise<ReadTensor>;
  close(): Promise<void>;
}

/** Networks that may be loaded at once: two, so that they can be compared. */
const WARM = 2;
/** Variables that are kept after they were read. */
const READ = 8;

export function createInspectedRuns(store: Store, files: RunFiles, fork: Fork | undefined): InspectedRuns {
  const warm = new Map<string, WarmInspector>();
  const read = new Map<string, Promise<ReadTensor>>();

  return {
    find({ runId, step }) {
      const run = store.runs.get(runId);
      const checkpoint = checkpointOf(run, step);
      return {
        run,
        checkpoint,
        net: netSpec(run.recipe.net, run.classes.length),
        key: `${runId}-${checkpoint.step}-${checkpoint.savedAtMs}`,
        model: {
          checkpoint: files.checkpoint(runId, checkpoint.step),
          net: run.recipe.net,
          classes: run.classes,
          precision: 'float32',
        },
      };
    },

    async engine({ key, model }) {
      const known = warm.get(key);
      warm.delete(key);
      const inspector: WarmInspector =
        known ?? startWarmInspector(model, () => warm.get(key) === inspector && warm.delete(key), fork);
      warm.set(key, inspector);
      const [oldest] = warm;
      if (warm.size > WARM && oldest) {
        warm.delete(oldest[0]);
        await oldest[1].close();
      }
      return inspector;
    },

    async read({ key, model }, variable) {
      const name = `${key} ${variable}`;
      const values = read.get(name) ?? readWeights(model.checkpoint, variable);
      read.delete(name);
      read.set(name, values);
      values.catch(() => read.delete(name));
      const [oldest] = read.keys();
      if (read.size > READ && oldest !== undefined) read.delete(oldest);
      return await values;
    },

    async close() {
      await Promise.all([...warm.values()].map((inspector) => inspector.close()));
    },
  };
}

function checkpointOf({ name, checkpoints }: Run, step: number | undefined): Checkpoint {
  if (checkpoints.length === 0) {
    throw new AppError(
      'conflict',
      `"${name}" has no checkpoint to look into yet: its first epoch has not ended.`,
    );
  }
  const found =
    step === undefined
      ? (checkpoints.find(({ isBest }) => isBest) ?? checkpoints[0])
      : checkpoints.find((checkpoint) => checkpoint.step === step);
  if (found) return found;
  throw new AppError(
    'not-found',
    `"${name}" keeps no checkpoint of step ${step}: it has ${checkpoints.map((one) => one.step).join(', ')}.`,
  );
}
