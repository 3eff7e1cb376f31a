import { oc } from '@orpc/contract';
import { z } from 'zod';
import { RunId } from '../ids.ts';

/** The best of a figure over a run's epochs (highest share, lowest loss) and the first epoch that had it. */
export const BestFigure = z.object({ value: z.number(), epoch: z.number().int().positive() });
export type BestFigure = z.infer<typeof BestFigure>;

/** The best of each figure of a run, each from an epoch of its own; null where there is none. */
export const RunBests = z.object({
  runId: RunId,
  trainLoss: BestFigure.nullable(),
  trainTop1: BestFigure.nullable(),
  valLoss: BestFigure.nullable(),
  valTop1: BestFigure.nullable(),
  valTop5: BestFigure.nullable(),
});
export type RunBests = z.infer<typeof RunBests>;

/** A run's accuracy by epoch, small enough to be drawn in a row. */
export const RunCurve = z.object({
  runId: RunId,
  /** Which pictures it is of: validation, or training where there is no validation split. */
  split: z.enum(['train', 'val']),
  /** Ascending, thinned to the highest and lowest of each stretch. */
  epoch: z.array(z.number().int()),
  /** Top-1 accuracy, 0..1. */
  top1: z.array(z.number()),
});
export type RunCurve = z.infer<typeof RunCurve>;

const some = z.array(RunId).max(100_000);

export const runFiguresContract = {
  /** Of the runs named, or of all; runs without a finished epoch are left out. */
  bests: oc.input(z.object({ runIds: some.optional() })).output(z.array(RunBests)),
  /** Runs without a finished epoch are left out. */
  curves: oc.input(z.object({ runIds: some.max(500) })).output(z.array(RunCurve)),
};
