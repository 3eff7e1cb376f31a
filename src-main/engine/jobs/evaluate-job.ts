import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../src-shared/errors.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { answerSplit } from '../evaluate.ts';
import { writePredictions } from '../predictions-file.ts';
import type { Job } from '../protocol.ts';
import { openRecords } from '../records.ts';
import { openModel } from './open-model.ts';
import type { JobChannel } from './run-job.ts';

/** Computes the figures of one split and writes what was said of each picture. Errors: `damaged`, `cancelled`, `no-space`. */
export async function evaluateJob(
  { model, recordsFile, samples, split, views, predictionsFile }: Extract<Job, { kind: 'evaluate' }>,
  precision: Precision,
  { tell, stopRequested }: JobChannel,
): Promise<void> {
  const records = await openRecords(recordsFile);
  const { session, about } = await openModel(model, precision);
  const total = samples.slots.length;
  const { counter, logits } = await answerSplit(session, records, samples, about, views, async (done) => {
    tell({ type: 'evaluating', done, total });
    await setImmediate();
    if (stopRequested()) throw new AppError('cancelled', 'The evaluation was stopped.');
  });
  if (logits) await writePredictions(predictionsFile, logits, samples);
  tell({ type: 'evaluated', evaluation: counter.evaluation(split, views) });
  session.close();
  await records.close();
}
