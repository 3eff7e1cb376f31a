import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Evaluation, Split } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { softmaxRows } from '../../src-shared/softmax.ts';
import { FigureCounter } from '../engine/figures-of.ts';
import { canKeep, readPredictions, type StoredPredictions } from '../engine/predictions-file.ts';
import type { Samples } from '../engine/protocol.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import { startEngineJob } from './engine-process.ts';
import type { RunFiles } from './run-files.ts';
import { createSharedWork, resultOf } from './shared-work.ts';
import type { Progress } from './warm-inspector.ts';

/** Which look at a run's best checkpoint is asked for. */
export interface EvaluateRequest {
  runId: RunId;
  split: Split;
  views: Evaluation['views'];
}

/** What a run's best checkpoint said of every picture of a split; engine/predictions-file.ts describes the arrays. */
export interface RunPredictions extends StoredPredictions {
  readonly run: Run;
  /** The checkpoint's. */
  readonly step: number;
}

/**
 * Answers of best checkpoints to whole splits. What is kept is given at once; else an engine process works it out, once for all who ask, and leaves
 * figures and answers behind. Errors: `not-found`, `conflict` (no checkpoint yet), `bad-request` (the split is empty), `cancelled`, the engine's.
 */
export interface Predictions {
  evaluate(request: EvaluateRequest): Promise<Evaluation>;
  /** A damaged file is worked out anew. Errors also: `unsupported` (more answers than are kept). */
  read(request: EvaluateRequest, signal?: AbortSignal): AsyncGenerator<Progress, RunPredictions>;
  close(): Promise<void>;
}

export interface PredictionsParts {
  recordsFile: string;
  store: Store;
  files: RunFiles;
  /** Whether answers may be kept. */
  canWrite: boolean;
  fork?: Fork | undefined;
}

interface Answer {
  readonly evaluation: Evaluation;
  readonly predictions: StoredPredictions | null;
}

export function createPredictions(parts: PredictionsParts): Predictions {
  const { store, files, canWrite } = parts;
  const shared = createSharedWork<Answer>();

  function bestStep(run: Run): number {
    const best = store.checkpoints.best(run.id);
    if (best !== null) return best.step;
    throw new AppError(
      'conflict',
      `"${run.name}" has no checkpoint to evaluate yet: its first epoch has not ended.`,
    );
  }

  /** What lies on the disk and is whole. */
  async function kept({ id, classes }: Run, step: number, { split, views }: EvaluateRequest) {
    return await readPredictions(files.predictions(id, step, split, views), classes.length).catch((error) => {
      if (error instanceof AppError) return null;
      throw error;
    });
  }

  function workOut(run: Run, step: number, request: EvaluateRequest, signal?: AbortSignal) {
    const { split, views } = request;
    const samples = store.datasets.samples(run.dataset.id, split);
    if (samples.slots.length === 0) {
      throw new AppError('bad-request', `"${run.dataset.name}" has no pictures in its ${split} split.`);
    }
    return shared.follow(
      [run.id, step, split, views].join(),
      async (tell, givenUp) => {
        const file = canWrite ? files.predictions(run.id, step, split, views) : await temporaryFile();
        try {
          const evaluation = await askEngine(parts, { run, step, request, samples, file }, tell, givenUp);
          const isThere = canKeep(samples.slots.length, run.classes.length);
          keepFigures(run.id, step, evaluation);
          return {
            evaluation,
            predictions: isThere ? await readPredictions(file, run.classes.length) : null,
          };
        } finally {
          if (!canWrite) await rm(dirname(file), { recursive: true, force: true });
        }
      },
      signal,
    );
  }

  /** The checkpoint may have been pruned meanwhile; then there is nothing left to keep the figures with. */
  function keepFigures(runId: RunId, step: number, evaluation: Evaluation): void {
    const isKept = store.checkpoints.list(runId).some((checkpoint) => checkpoint.step === step);
    if (canWrite && isKept) store.evaluations.save(runId, step, evaluation);
  }

  return {
    async evaluate(request) {
      const { runId, split, views } = request;
      const run = store.runs.get(runId);
      const step = bestStep(run);
      const figures = store.evaluations.find({ runId, step, split, views });
      if (figures !== null) return figures;
      const predictions = await kept(run, step, request);
      if (predictions === null) return (await resultOf(workOut(run, step, request))).evaluation;
      const counter = new FigureCounter(run.classes);
      counter.add(softmaxRows(predictions.logits, run.classes.length), predictions.labels);
      const evaluation = counter.evaluation(split, views);
      keepFigures(runId, step, evaluation);
      return evaluation;
    },

    async *read(request, signal) {
      const run = store.runs.get(request.runId);
      const step = bestStep(run);
      const found = await kept(run, step, request);
      if (found) return { ...found, run, step };
      const { predictions } = yield* workOut(run, step, request, signal);
      if (predictions) return { ...predictions, run, step };
      throw new AppError(
        'unsupported',
        `The ${request.split} pictures of "${run.dataset.name}" are too many for the answers to each to be kept: choose another split.`,
      );
    },

    close: () => shared.close(),
  };
}

interface Question {
  readonly run: Run;
  readonly step: number;
  readonly request: EvaluateRequest;
  readonly samples: Samples;
  /** Where the answers go. */
  readonly file: string;
}

async function askEngine(
  { recordsFile, files, fork }: PredictionsParts,
  { run, step, request, samples, file }: Question,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Evaluation> {
  const model = {
    checkpoint: files.checkpoint(run.id, step),
    net: run.recipe.net,
    classes: run.classes,
    precision: run.precision ?? run.recipe.precision,
  };
  const { split, views } = request;
  const job = { kind: 'evaluate', recordsFile, model, samples, split, views, predictionsFile: file } as const;
  const engine = startEngineJob(job, fork);
  signal.addEventListener('abort', () => void engine.kill(), { once: true });
  for await (const message of engine.messages) {
    if (message.type === 'evaluating') tell({ type: 'progress', done: message.done, total: message.total });
    if (message.type === 'evaluated') return message.evaluation;
  }
  throw signal.aborted
    ? new AppError('cancelled', 'The evaluation was stopped.')
    : new AppError('engine-lost', 'The engine ended before the evaluation did.');
}

async function temporaryFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'alexnet-studio-')), 'predictions.safetensors');
}
