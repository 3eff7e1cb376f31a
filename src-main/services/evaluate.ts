import { AppError } from '../../src-shared/errors.ts';
import type { Evaluation } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import { askEngine } from './engine-process.ts';
import type { RunFiles } from './run-files.ts';

/** Which look at a run is asked for. */
export interface EvaluateRequest {
  runId: RunId;
  split: Evaluation['split'];
  views: Evaluation['views'];
}

export interface EvaluateParts {
  recordsFile: string;
  store: Store;
  files: RunFiles;
  /** Whether answers may be kept in the store. */
  canWrite: boolean;
  fork?: Fork | undefined;
}

/**
 * The figures of one split from the run's best checkpoint: kept ones, or new ones from an engine process. The same question asked
 * twice at once is worked out once. Errors: `not-found`, `conflict` (no checkpoint yet), `bad-request` (the split is empty), the engine's.
 */
export function createEvaluate(parts: EvaluateParts): (request: EvaluateRequest) => Promise<Evaluation> {
  const { store, files } = parts;
  const going = new Map<string, Promise<Evaluation>>();

  async function work({ runId, split, views }: EvaluateRequest, step: number): Promise<Evaluation> {
    const run = store.runs.get(runId);
    const samples = store.datasets.samples(run.dataset.id, split);
    if (samples.slots.length === 0) {
      throw new AppError('bad-request', `"${run.dataset.name}" has no pictures in its ${split} split.`);
    }
    const model = {
      checkpoint: files.checkpoint(runId, step),
      net: run.recipe.net,
      classes: run.classes,
      precision: run.precision ?? run.recipe.precision,
    };
    const job = { kind: 'evaluate' as const, recordsFile: parts.recordsFile, model, samples, split, views };
    const { evaluation } = await askEngine(job, 'evaluated', parts.fork);
    // The checkpoint may have been pruned meanwhile; then there is nothing left to keep the answer with.
    const isKept = store.checkpoints.list(runId).some((checkpoint) => checkpoint.step === step);
    if (parts.canWrite && isKept) store.evaluations.save(runId, step, evaluation);
    return evaluation;
  }

  return async (request) => {
    const { runId, split, views } = request;
    const best = store.checkpoints.best(store.runs.get(runId).id);
    if (best === null) {
      throw new AppError(
        'conflict',
        'This run has no checkpoint to evaluate yet: its first epoch has not ended.',
      );
    }
    const kept = store.evaluations.find({ runId, step: best.step, split, views });
    if (kept !== null) return kept;
    const key = [runId, best.step, split, views].join();
    const answer = going.get(key) ?? work(request, best.step).finally(() => going.delete(key));
    going.set(key, answer);
    return answer;
  };
}
