import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../src-shared/errors.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { countFigures } from '../evaluate.ts';
import type { Job } from '../protocol.ts';
import { openRecords } from '../records.ts';
import { openModel } from './open-model.ts';
import type { JobChannel } from './run-job.ts';

/** Computes the figures of one split. Errors: `damaged`, `cancelled`. */
export async function evaluateJob(
  { model, recordsFile, samples, split, views }: Extract<Job, { kind: 'evaluate' }>,
  precision: Precision,
  { tell, stopRequested }: JobChannel,
): Promise<void> {
  const records = await openRecords(recordsFile);
  const { session, about } = await openModel(model, precision);
  const counter = await countFigures(session, records, samples, about, views, async () => {
    await setImmediate();
    if (stopRequested()) throw new AppError('cancelled', 'The evaluation was stopped.');
  });
  tell({ type: 'evaluated', evaluation: counter.evaluation(split, views) });
  session.close();
  await records.close();
}
