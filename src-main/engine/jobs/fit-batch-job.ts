import { setImmediate } from 'node:timers/promises';
import { AppError, toAppError } from '../../../src-shared/errors.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { noiseBatch } from '../noise-batch.ts';
import { openNet } from '../open-net.ts';
import type { Job } from '../protocol.ts';
import type { JobChannel } from './run-job.ts';

type FitBatchJob = Extract<Job, { kind: 'fit-batch' }>;

/**
 * Tries a step with …, batch / 2, batch pictures and tells of each that fits into the device's memory, until one does not or the process is ended for it: not
 * every kernel of TensorFlow gets to say that memory was refused. The small ones come first, because what a failed step took is not given back at once.
 */
export async function fitBatchJob(
  job: FitBatchJob,
  precision: Precision,
  { tell, stopRequested }: JobChannel,
): Promise<void> {
  for (const count of upTo(job.recipe.batch)) {
    if (stopRequested()) throw new AppError('cancelled', 'Finding a batch that fits was stopped.');
    if (!stepFits(job, precision, count)) return;
    tell({ type: 'fits', batch: count });
    await setImmediate();
  }
}

/** …, batch / 4, batch / 2, batch, as whole numbers from 1 on. */
function upTo(batch: number): number[] {
  return batch < 1 ? [] : [...upTo(Math.floor(batch / 2)), batch];
}

function stepFits({ recipe, classes }: FitBatchJob, precision: Precision, count: number): boolean {
  const net = netSpec(recipe.net, classes);
  const session = openNet(net, { ...recipe, precision }, recipe.mode);
  try {
    for (const { name } of session.variables) session.fill(name, 0);
    session.trainStep(noiseBatch(count, classes, net.input, recipe.augmentation), 0, 1);
    return true;
  } catch (error) {
    if (toAppError(error).code === 'out-of-memory') return false;
    throw error;
  } finally {
    session.close();
  }
}
