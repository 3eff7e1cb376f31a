import type { RunFacts, Verdict } from '../../src-shared/contract/compare.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { DatasetId, InspectionId, RunId } from '../../src-shared/ids.ts';
import { softmaxRows } from '../../src-shared/softmax.ts';
import {
  epochPredictionsFile,
  predictedClasses,
  predictionsFolder,
  readEpochPredictions,
} from '../engine/predictions-file.ts';
import { keptEpochs } from '../engine/train/epoch-files.ts';
import type { Store } from '../store/store.ts';
import { type VerdictRequest, workOutVerdict } from './compare-verdict.ts';
import { type Answers, keepTensors, type Numbers } from './inspect-answers.ts';
import type { EvaluateRequest, Predictions, RunPredictions } from './predictions.ts';
import type { RunFiles } from './run-files.ts';
import type { Progress } from './warm-inspector.ts';

/** Everything of contract/compare.ts, where inputs, outputs and errors are described. */
export interface Compare {
  facts(runIds: readonly RunId[]): RunFacts[];
  verdict(
    request: VerdictRequest,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress | { type: 'done'; verdict: Verdict }>;
  answers(
    request: EvaluateRequest,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress | { type: 'done'; inspectionId: InspectionId; pictures: number; step: number }>;
  epochs(runId: RunId): Promise<number[]>;
  epochAnswers(runId: RunId, epoch: number): Promise<{ inspectionId: InspectionId; pictures: number }>;
}

export interface CompareParts {
  store: Store;
  files: RunFiles;
  predictions: Predictions;
  /** Keeps large numbers for the http route. */
  answers: Answers;
}

export function createCompare({ store, files, predictions, answers }: CompareParts): Compare {
  function dataOf(id: DatasetId): RunFacts['data'] {
    const dataset = store.datasets.list().find((one) => one.id === id);
    return dataset
      ? {
          fingerprint: store.datasetRows.fingerprint(id),
          classes: dataset.classes.length,
          images: dataset.images,
        }
      : null;
  }

  return {
    facts: (runIds) =>
      runIds.map((runId) => ({
        runId,
        environment: store.runEnvironments.find(runId),
        data: dataOf(store.runs.get(runId).dataset.id),
      })),

    async *verdict(request, signal) {
      const verdict = yield* workOutVerdict(predictions, request, signal);
      yield { type: 'done', verdict };
    },

    async *answers(request, signal) {
      const found = yield* predictions.read(request, signal);
      const inspectionId = answers.keep(keepTensors(answerParts(found)));
      yield { type: 'done', inspectionId, pictures: found.slots.length, step: found.step };
    },

    epochs: (runId) => keptEpochs(predictionsFolder(files.folder(store.runs.get(runId).id))),

    async epochAnswers(runId, epoch) {
      const run = store.runs.get(runId);
      const file = epochPredictionsFile(files.folder(run.id), epoch);
      const { predicted, labels } = await readEpochPredictions(file).catch((error) => {
        if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
        throw new AppError('not-found', `"${run.name}" keeps no answers of epoch ${epoch}.`, {
          cause: error,
        });
      });
      const pictures = labels.length;
      const tensors = {
        predicted: { shape: [pictures], data: Int32Array.from(predicted) },
        labels: { shape: [pictures], data: Int32Array.from(labels) },
      };
      return { inspectionId: answers.keep(keepTensors(tensors)), pictures };
    },
  };
}

/** The parts of `compare.answers`. */
function answerParts({ logits, slots, labels, checksums, run }: RunPredictions): Record<string, Numbers> {
  const classes = run.classes.length;
  const probabilities = softmaxRows(logits, classes);
  const predicted = predictedClasses(logits, classes);
  const shape = [slots.length];
  const probabilityOf = (index: ArrayLike<number>): Float32Array =>
    Float32Array.from(slots, (_, picture) => probabilities[picture * classes + (index[picture] ?? 0)] ?? 0);
  return {
    slots: { shape, data: slots },
    checksums: { shape, data: new Int32Array(checksums.buffer, checksums.byteOffset, checksums.length) },
    labels: { shape, data: labels },
    predicted: { shape, data: Int32Array.from(predicted) },
    confidence: { shape, data: probabilityOf(predicted) },
    own: { shape, data: probabilityOf(labels) },
  };
}
