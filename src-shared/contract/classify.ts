import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Prediction } from '../figures.ts';
import { RunId, UploadId } from '../ids.ts';
import { Dataset } from './datasets.ts';

const count = z.number().int().nonnegative();
const path = z.string().min(1).max(4096);

export const ClassifySource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paths'), paths: z.array(path).min(1).max(10_000) }),
  z.object({ kind: z.literal('upload'), uploadId: UploadId }),
]);
export type ClassifySource = z.infer<typeof ClassifySource>;

/** The answer for one file: predictions, most probable first, or why there are none. */
export const ClassifyResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('classified'), file: z.string(), predictions: z.array(Prediction) }),
  z.object({ outcome: z.literal('rejected'), file: z.string(), reason: z.string() }),
]);
export type ClassifyResult = z.infer<typeof ClassifyResult>;

/** A picture of a source: what people know it by, and where it lies on the machine of the program. */
export const ListedPicture = z.object({ file: z.string(), path });
export type ListedPicture = z.infer<typeof ListedPicture>;

/** Pictures with the class that somebody or something gave them. With an upload, paths are below it. */
export const LabelledPictures = z.object({
  uploadId: UploadId.optional(),
  pictures: z
    .array(z.object({ path, label: z.string().min(1).max(500) }))
    .min(1)
    .max(50_000),
});
export type LabelledPictures = z.infer<typeof LabelledPictures>;

/** How sure the first answers to the validation pictures were, at the temperature that fits them, and how often they were right. */
export const Calibration = z.object({
  temperature: z.number().positive(),
  /** Expected calibration error (reliability.ts) at temperature 1 and at the fitted one, 0..1. */
  error: z.object({ before: z.number(), after: z.number() }),
  /** First answers at the fitted temperature. */
  answers: z.array(z.object({ confidence: z.number(), isRight: z.boolean() })),
  /** At temperature 1, to show beside them. */
  rawConfidences: z.array(z.number()),
});
export type Calibration = z.infer<typeof Calibration>;

export const classifyContract = {
  /**
   * Classifies files and folders with a run's best checkpoint in the engine; answers come one by one as they are known. Zip archives count as folders.
   * Predictions are at temperature 1.
   */
  pictures: oc
    .input(
      z.object({ runId: RunId, source: ClassifySource, top: z.number().int().min(1).max(1000).default(5) }),
    )
    .output(eventIterator(ClassifyResult)),

  /**
   * The pictures that files, folders and zip archives hold, in natural order, for a window that classifies by itself; their records come from `recordUrl` of routes.ts.
   * `uploadId`: where archives were unpacked; to be given back by `release`.
   */
  list: oc.input(ClassifySource).output(
    z.object({
      pictures: z.array(ListedPicture),
      rejected: z.array(z.object({ file: z.string(), reason: z.string() })),
      uploadId: UploadId.nullable(),
    }),
  ),
  release: oc.input(z.object({ uploadId: UploadId })).output(z.void()),

  /**
   * What the validation pictures say of a run's probabilities; worked out by the engine where it is not known yet. Errors: `bad-request` (no validation
   * pictures), those of evaluating.
   */
  calibration: oc
    .input(z.object({ runId: RunId }))
    .output(
      eventIterator(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('progress'), done: count, total: count }),
          z.object({ type: z.literal('done'), calibration: Calibration }),
        ]),
      ),
    ),

  /**
   * The next version of the data set that a run was trained on (of its newest version), with these pictures in the training split of their classes. An upload is
   * deleted afterwards. Errors: `not-found` (the data set is gone), `bad-request` (no picture could be read, an unknown class), `conflict` (all are in it already).
   */
  addToDataset: oc.input(LabelledPictures.extend({ runId: RunId })).output(
    z.object({
      dataset: Dataset,
      added: count,
      left: z.array(z.object({ file: z.string(), reason: z.string() })),
    }),
  ),
};
