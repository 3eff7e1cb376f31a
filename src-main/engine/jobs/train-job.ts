import { AppError, toAppError } from '../../../src-shared/errors.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { openNet } from '../open-net.ts';
import { openRecords } from '../records.ts';
import { epochRecorder } from '../train/epoch-recorder.ts';
import { fittingBatch } from '../train/fitting-batch.ts';
import { type TrainJob, train } from '../train/train.ts';
import type { JobChannel } from './run-job.ts';

/** Trains. Errors: `bad-request` where the batch is larger than the training split, and those of `train`. */
export async function trainJob(job: TrainJob, precision: Precision, channel: JobChannel): Promise<void> {
  const pictures = job.train.slots.length;
  if (pictures < job.recipe.batch) {
    throw new AppError(
      'bad-request',
      `A batch of ${job.recipe.batch} needs at least as many training pictures, and there are ${pictures}: choose a smaller batch.`,
    );
  }
  const net = netSpec(job.recipe.net, job.classes.length);
  const records = await openRecords(job.recordsFile);
  const settings = { ...job.recipe, precision };
  const { batch, mode } = job.recipe;
  const trainOnce = async (): Promise<void> => {
    const session = openNet(net, settings, mode);
    try {
      const recorder = epochRecorder({ job, session, net, records });
      await train({ job, net, session, precision, records, recorder, ...channel });
    } finally {
      session.close();
    }
  };
  try {
    await trainOnce();
  } catch (error) {
    if (toAppError(error).code !== 'out-of-memory') throw error;
    const advice = adviceOn(batch, fittingBatch(net, settings, mode, batch));
    throw new AppError('out-of-memory', advice, { cause: error });
  } finally {
    await records.close();
  }
}

function adviceOn(batch: number, fits: number | null): string {
  return fits === null
    ? 'There is not enough memory to train this network, not even with one picture a step: choose a smaller network, or close other programs.'
    : `There is not enough memory for ${batch} pictures a step; ${fits} fit. Choose a batch of ${fits}, with accumulation where updates should still come from ${batch}.`;
}
