import type { ClassifyResult, ClassifySource, ListedPicture } from '../../src-shared/contract/classify.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Prediction } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { RECORD } from '../engine/protocol.ts';
import type { Store } from '../store/store.ts';
import { batches } from './batches.ts';
import type { Fork } from './child.ts';
import { listSource } from './classify-sources.ts';
import { decodePictures } from './decode-pictures.ts';
import type { RunFiles } from './run-files.ts';
import type { Uploads } from './uploads.ts';
import { startWarmClassifier, type WarmClassifier } from './warm-classifier.ts';

export interface ClassifyRequest {
  runId: RunId;
  source: ClassifySource;
  /** Predictions a picture, at most as many as there are classes. */
  top: number;
}

export interface Classify {
  /**
   * Classifies files and folders with the run's best checkpoint, as fast as the answers are taken. An upload is deleted afterwards.
   * Errors: `not-found` (run, upload), `conflict` (the run has no checkpoint yet), the engine's.
   */
  pictures(request: ClassifyRequest, signal?: AbortSignal): AsyncGenerator<ClassifyResult>;
  /** Softmax outputs [records, classes] of whole records, uint8 [records, 256, 256, 3]. Errors: as `pictures`; `bad-request` (no whole records). */
  records(runId: RunId, records: Uint8Array): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface ClassifyParts {
  store: Store;
  files: RunFiles;
  uploads: Uploads;
  fork?: Fork | undefined;
}

/** Pictures that the engine gets at a time. */
const BATCH = 32;

export function createClassify({ store, files, uploads, fork }: ClassifyParts): Classify {
  /** The network that was asked last; another one takes its place. */
  let warm: { key: string; classifier: WarmClassifier } | null = null;

  async function classifierOf(run: Run): Promise<WarmClassifier> {
    const best = store.checkpoints.best(run.id);
    if (best === null) {
      throw new AppError(
        'conflict',
        `"${run.name}" has no checkpoint to classify with yet: its first epoch has not ended.`,
      );
    }
    const key = `${run.id} ${best.step}`;
    if (warm?.key === key) return warm.classifier;
    await warm?.classifier.close();
    const model = {
      checkpoint: files.checkpoint(run.id, best.step),
      net: run.recipe.net,
      classes: run.classes,
      // Whatever it was trained in: an answer is to be the one that the window and every export give, and decoding takes longer than the network.
      precision: 'float32',
    } as const;
    const onEnd = () => {
      if (warm?.key === key) warm = null;
    };
    warm = { key, classifier: startWarmClassifier(model, onEnd, fork) };
    return warm.classifier;
  }

  async function* answers(request: ClassifyRequest, signal?: AbortSignal): AsyncGenerator<ClassifyResult> {
    const run = store.runs.get(request.runId);
    const classifier = await classifierOf(run);
    const { pictures: found, rejected, unpacked } = await listSource(request.source, uploads, signal);
    try {
      for (const { file, reason } of rejected) yield { outcome: 'rejected', file, reason };
      if (found.length > 0) yield* answersTo(found, run, classifier, request.top, signal);
    } finally {
      if (unpacked) await uploads.remove(unpacked);
    }
  }

  async function* answersTo(
    found: readonly ListedPicture[],
    run: Run,
    classifier: WarmClassifier,
    top: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ClassifyResult> {
    const decoded = decodePictures(
      found.map(({ path }) => path),
      fork,
    );
    for await (const batch of batches(decoded, BATCH)) {
      signal?.throwIfAborted();
      const records = batch.flatMap((one) => (one.type === 'decoded' ? [one.record] : []));
      const probabilities = records.length > 0 ? await classifier.classify(records) : new Float32Array();
      let row = 0;
      for (const one of batch) {
        const file = found[one.index]?.file ?? '';
        if (one.type === 'rejected') {
          yield { outcome: 'rejected', file, reason: one.reason };
          continue;
        }
        const begin = row++ * run.classes.length;
        const outputs = probabilities.subarray(begin, begin + run.classes.length);
        yield { outcome: 'classified', file, predictions: topPredictions(outputs, run.classes, top) };
      }
    }
  }

  return {
    async *pictures(request, signal) {
      try {
        yield* answers(request, signal);
      } finally {
        if (request.source.kind === 'upload') await uploads.remove(request.source.uploadId);
      }
    },
    async records(runId, records) {
      if (records.length === 0 || records.length % RECORD.bytes !== 0) {
        throw new AppError('bad-request', `Records have ${RECORD.bytes} bytes each.`);
      }
      return await (await classifierOf(store.runs.get(runId))).classify([records]);
    },
    async close() {
      await warm?.classifier.close();
    },
  };
}

/** The most probable classes, most probable first. */
export function topPredictions(
  probabilities: Float32Array,
  classes: readonly string[],
  top: number,
): Prediction[] {
  return classes
    .map((label, index) => ({ label, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, top);
}
