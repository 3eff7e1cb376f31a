import { AppError } from '../../../src-shared/errors.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { openNet } from '../open-net.ts';
import { openPictureReader } from '../reader/picture-reader.ts';
import { openRecords } from '../records.ts';
import { epochRecorder } from '../train/epoch-recorder.ts';
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
  const reader = openPictureReader(job.recordsFile, net.input);
  try {
    const session = openNet(net, { ...job.recipe, precision }, job.recipe.mode);
    try {
      const recorder = epochRecorder({ job, session, net, records });
      await train({ job, net, session, precision, records, reader, recorder, ...channel });
    } finally {
      session.close();
    }
  } finally {
    await Promise.all([reader.close(), records.close()]);
  }
}
