import { z } from 'zod';

const share = z.number().min(0).max(1);

/** A figure that another program may not have written: NaN then. */
const orNotKnown = <Figure extends z.ZodType<number>>(figure: Figure) => figure.or(z.nan());

/** The splits of a data set: learned from, chosen by, and reported on. */
export const Split = z.enum(['train', 'val', 'test']);
export type Split = z.infer<typeof Split>;

/** Mean cross-entropy (nats) and share of pictures whose label is among the k most probable classes. */
export const Figures = z.object({
  loss: z.number(),
  top1: share,
  top5: share,
});
export type Figures = z.infer<typeof Figures>;

/** The same as they were measured while training, here or by another program, which may leave some out: NaN. */
export const TrainFigures = z.object({ loss: orNotKnown(z.number()), top1: orNotKnown(share) });
export const ValFigures = TrainFigures.extend({ top5: orNotKnown(share) });

/** What one training step gave. `step` counts from 1 over the whole run; `loss` is the batch's mean cross-entropy. */
export const StepPoint = z.object({
  step: z.number().int().positive(),
  loss: z.number(),
  top1: share,
  learningRate: z.number().nonnegative(),
  /** Wall time of the step, milliseconds, and the part of it spent waiting for the batch to be read. */
  stepMs: z.number().nonnegative(),
  dataWaitMs: z.number().nonnegative(),
});
export type StepPoint = z.infer<typeof StepPoint>;

/** What one epoch gave. `epoch` counts from 1; `step` is the last step of it; training figures are means over its steps. */
export const EpochFigures = z.object({
  epoch: z.number().int().positive(),
  step: z.number().int().positive(),
  train: TrainFigures,
  val: ValFigures.nullable(),
  seconds: orNotKnown(z.number().nonnegative()),
  imagesPerSecond: orNotKnown(z.number().nonnegative()),
});
export type EpochFigures = z.infer<typeof EpochFigures>;

/** A full look at one split. `confusion[actual][predicted]` counts pictures; `perClass` follows the classes' order. */
export const Evaluation = Figures.extend({
  split: Split,
  views: z.union([z.literal(1), z.literal(10)]),
  images: z.number().int().nonnegative(),
  confusion: z.array(z.array(z.number().int().nonnegative())),
  perClass: z.array(z.object({ label: z.string(), images: z.number().int(), top1: share })),
});
export type Evaluation = z.infer<typeof Evaluation>;

/** One answer of a classifier; `probability` is the softmax output for `label`. */
export const Prediction = z.object({ label: z.string(), probability: share });
export type Prediction = z.infer<typeof Prediction>;
