import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { MOST_COMPARED } from '../compare/most-compared.ts';
import { Split } from '../figures.ts';
import { InspectionId, RunId } from '../ids.ts';

const count = z.number().int().nonnegative();
const share = z.number().min(-1).max(1);

/** What a run began to train with. */
export const RunEnvironment = z.object({
  /** This program's version. */
  program: z.string(),
  tensorflow: z.string(),
  device: z.enum(['cpu', 'cuda']),
  /** As TensorFlow names them. */
  devices: z.array(z.string()),
  /** Processor, its cores, memory in bytes, and the operating system. */
  machine: z.object({ processor: z.string(), cores: count, memory: count, system: z.string() }),
});
export type RunEnvironment = z.infer<typeof RunEnvironment>;

/** What of a run no list of runs shows, to tell what changed between runs. */
export const RunFacts = z.object({
  runId: RunId,
  /** Null where it was not recorded yet. */
  environment: RunEnvironment.nullable(),
  /** The data set as it was imported; null once it is deleted. `fingerprint`: SHA-256 over its pictures, labels and splits. */
  data: z
    .object({
      fingerprint: z.string(),
      classes: count,
      images: z.object({ train: count, val: count, test: count }),
    })
    .nullable(),
});
export type RunFacts = z.infer<typeof RunFacts>;

/** Runs that differ in nothing but their seed, or a single run; `accuracy` is the mean over them, on the pictures in common. */
export const RunGroup = z.object({
  name: z.string(),
  runIds: z.array(RunId),
  accuracy: z.number(),
});
export type RunGroup = z.infer<typeof RunGroup>;

/** A group against the first one: difference of accuracy with its 95 % interval from a paired bootstrap, and McNemar's test where both are single runs. */
export const Comparison = z.object({
  /** Places in `groups`. */
  first: count,
  second: count,
  difference: share,
  low: share,
  high: share,
  mcnemar: z
    .object({
      onlyFirst: count,
      onlySecond: count,
      method: z.enum(['exact', 'chi-squared']),
      p: z.number(),
    })
    .nullable(),
  /** Whether both say that it is more than chance. */
  isReal: z.boolean(),
  /** All of it in words. */
  sentence: z.string(),
});
export type Comparison = z.infer<typeof Comparison>;

/** Whether runs differ by more than chance. */
export const Verdict = z.object({
  split: Split,
  /** Pictures that all runs have, under the same label: what the comparison goes by. */
  pictures: count,
  /** Pictures that only some runs have, or under different labels. */
  leftOut: count,
  resamples: count,
  groups: z.array(RunGroup),
  comparisons: z.array(Comparison),
});
export type Verdict = z.infer<typeof Verdict>;

function work<Done extends z.ZodRawShape>(done: Done) {
  const progress = z.object({ type: z.literal('progress'), done: count, total: count });
  return eventIterator(
    z.discriminatedUnion('type', [progress, z.object({ type: z.literal('done'), ...done })]),
  );
}

const ofSplit = { split: Split.default('test'), views: z.union([z.literal(1), z.literal(10)]).default(1) };

/**
 * Comparing runs picture by picture, each by its best checkpoint. What runs have not said yet is asked of the engine first, with progress; whoever
 * gives the stream up stops that. Errors of all: `not-found`, `conflict` (no checkpoint yet), `bad-request` (no pictures), the engine's.
 */
export const compareContract = {
  facts: oc.input(z.object({ runIds: z.array(RunId).max(MOST_COMPARED) })).output(z.array(RunFacts)),

  /** Progress counts resamples and runs alike. Errors also: `bad-request` (no pictures in common). */
  verdict: oc
    .input(z.object({ runIds: z.array(RunId).min(2).max(MOST_COMPARED), ...ofSplit }))
    .output(work({ verdict: Verdict })),

  /**
   * What a run said of every picture of a split. Parts (see `inspectionUrl`), in the order of the split: int32 `slots`, `checksums` (the bits of a uint32),
   * `labels` and `predicted` (class indices); float32 `confidence` (the probability of the predicted class) and `own` (that of the label).
   */
  answers: oc
    .input(z.object({ runId: RunId, ...ofSplit }))
    .output(work({ inspectionId: InspectionId, pictures: count, step: count })),

  /** Epochs of which the validation's answers are kept, ascending. */
  epochs: oc.input(z.object({ runId: RunId })).output(z.array(count)),

  /** What the network said of the validation split after an epoch: parts int32 `labels` and `predicted`. Errors also: `damaged`. */
  epochAnswers: oc
    .input(z.object({ runId: RunId, epoch: count }))
    .output(z.object({ inspectionId: InspectionId, pictures: count })),
};
