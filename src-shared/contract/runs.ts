import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ERROR_CODES } from '../errors.ts';
import { EpochFigures, Evaluation, Figures, StepPoint, TrainFigures, ValFigures } from '../figures.ts';
import { DatasetId, RunId, WeightsId } from '../ids.ts';
import { Precision, Recipe } from '../recipe.ts';
import { RunMarks } from './run-marks.ts';

const count = z.number().int().nonnegative();

/**
 * Where a run is. `queued`: waits for those before it. `interrupted`: its process ended without a word (killed, power);
 * what was saved is there and it can be resumed, as `stopped` and `failed` ones with a checkpoint can.
 */
export const RunState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('queued') }),
  z.object({ status: z.literal('running') }),
  z.object({ status: z.literal('stopping') }),
  z.object({ status: z.literal('stopped') }),
  z.object({ status: z.literal('completed') }),
  z.object({ status: z.literal('interrupted') }),
  z.object({ status: z.literal('failed'), code: z.enum(ERROR_CODES), message: z.string() }),
]);
export type RunState = z.infer<typeof RunState>;

/** A kept set of weights. The best one is chosen by validation top-1, then loss (training loss where there is no validation split). */
export const Checkpoint = z.object({
  step: count,
  epoch: count,
  isBest: z.boolean(),
  bytes: count,
  savedAtMs: z.number(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/**
 * Where a run comes from: trained in this workspace, brought by a bundle, or figures alone that another program wrote. Of those the settings
 * are not known: their recipe is the default one, and is not shown.
 */
export const RunOrigin = z.enum(['trained', 'bundle', 'tensorboard', 'csv']);
export type RunOrigin = z.infer<typeof RunOrigin>;

/** Whether a run has settings, classes and weights of its own, and not figures alone. */
export function hasRecipe({ origin }: { origin: RunOrigin }): boolean {
  return origin === 'trained' || origin === 'bundle';
}

/** Whose weights a run began with: those of a run (`name` is null where that one is gone for good) or of a file. */
export const RunStart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), runId: RunId, name: z.string().nullable() }),
  z.object({ kind: z.literal('file'), name: z.string() }),
]);
export type RunStart = z.infer<typeof RunStart>;

/** A run as lists show it. */
export const Run = z.object({
  id: RunId,
  /** Counts the workspace's runs from 1, in the order in which they were made. */
  number: count,
  name: z.string(),
  origin: RunOrigin,
  dataset: z.object({ id: DatasetId, name: z.string(), version: z.number().int() }),
  classes: z.array(z.string()),
  recipe: Recipe,
  /** Null: with weights that were drawn. */
  startedFrom: RunStart.nullable().default(null),
  state: RunState,
  createdAtMs: z.number(),
  /** Time spent training, over all of its sittings. */
  durationMs: z.number().nonnegative(),
  /** Epochs and steps done, and how many steps an epoch has. */
  epochs: count,
  steps: count,
  stepsPerEpoch: count,
  /** What `precision: 'auto'` came to; null until the engine has chosen. */
  precision: Precision.nullable(),
  imagesPerSecond: z.number().nonnegative().nullable(),
  best: z.object({ epoch: count, step: count, top1: z.number(), loss: z.number() }).nullable(),
  train: TrainFigures.nullable(),
  val: ValFigures.nullable(),
  /** From the best checkpoint, once the run has completed. */
  test: Figures.nullable(),
  checkpoints: z.array(Checkpoint),
  /** Sentences on what happened without ending it, such as that a damaged checkpoint was passed over; oldest first. */
  notes: z.array(z.string()),
  /** What people wrote on it. */
  marks: RunMarks,
});
export type Run = z.infer<typeof Run>;

/** What the engine is doing right now, for the line under the charts. */
export const RunProgress = z.object({
  phase: z.enum(['starting', 'training', 'validating', 'saving', 'testing']),
  epoch: count,
  step: count,
  totalSteps: count,
  imagesPerSecond: z.number().nonnegative(),
  /** Share of the time that the step waited for pictures, 0..1. */
  dataWait: z.number().min(0).max(1),
  secondsLeft: z.number().nonnegative().nullable(),
});
export type RunProgress = z.infer<typeof RunProgress>;

/** Step metrics as columns of equal length, ascending by step; thinned to the extremes of each bucket on long runs. */
export const StepSeries = z.object({
  step: z.array(z.number()),
  loss: z.array(z.number()),
  /** NaN: not known. */
  top1: z.array(z.number().or(z.nan())),
  learningRate: z.array(z.number().or(z.nan())),
});
export type StepSeries = z.infer<typeof StepSeries>;

/** A run's news. `seq` rises by one a message; the first is always a snapshot, and after a gap one asks for a new one. */
export const RunEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    seq: count,
    run: Run,
    series: StepSeries,
    epochs: z.array(EpochFigures),
    progress: RunProgress.nullable(),
  }),
  z.object({ type: z.literal('run'), seq: count, run: Run }),
  z.object({ type: z.literal('steps'), seq: count, points: z.array(StepPoint) }),
  z.object({ type: z.literal('epoch'), seq: count, figures: EpochFigures }),
  z.object({ type: z.literal('progress'), seq: count, progress: RunProgress }),
]);
export type RunEvent = z.infer<typeof RunEvent>;

const byId = z.object({ runId: RunId });

/** Trains at the side of this run, at the same time and in a process of its own, where that one trains or waits: a race. */
const beside = RunId.optional();

export const StartRun = z.object({
  datasetId: DatasetId,
  recipe: Recipe,
  name: z.string().trim().min(1).max(120).optional(),
  /** Start from this run's best weights instead of drawn ones (same network; another number of classes gets a new last layer). */
  from: RunId.optional(),
  /** Start from weights that `startWeights.read` has read; not together with `from`. */
  weightsId: WeightsId.optional(),
  beside,
});
export type StartRun = z.infer<typeof StartRun>;

export const runsContract = {
  /** Newest first. With `most` no more than so many; with `runIds` only those of them that are there, in any order: after a change that names them. */
  list: oc
    .input(
      z
        .object({ most: count.positive() })
        .or(z.object({ runIds: z.array(RunId) }))
        .optional(),
    )
    .output(z.array(Run)),
  get: oc.input(byId).output(Run),
  /** Queues a run and answers at once; one trains at a time, or those of a race. Errors: `bad-request` where recipe and data do not fit. */
  start: oc.input(StartRun).output(z.object({ runId: RunId })),
  /** Ends after the current step with a checkpoint, so that `resume` goes on from there. */
  stop: oc.input(byId).output(z.void()),
  resume: oc.input(byId.extend({ beside })).output(z.void()),
  watch: oc.input(byId).output(eventIterator(RunEvent)),
  /** The figures of one split from the best checkpoint; kept, so that the same question is answered at once. `views` 10: corners and centre, mirrored (paper, section 4.1). */
  evaluate: oc
    .input(
      byId.extend({
        split: z.enum(['val', 'test', 'train']).default('test'),
        views: z.union([z.literal(1), z.literal(10)]).default(1),
      }),
    )
    .output(Evaluation),
  rename: oc.input(byId.extend({ name: z.string().trim().min(1).max(120) })).output(z.void()),
  /** Hides the run; it can be brought back with `restore` until the workspace is next opened. */
  remove: oc.input(byId).output(z.void()),
  restore: oc.input(byId).output(z.void()),
};
