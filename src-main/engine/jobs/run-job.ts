import { choosePrecision } from '../devices.ts';
import { type FromEngine, type Job, PROTOCOL_VERSION } from '../protocol.ts';
import type { RequestQueue } from '../request-queue.ts';
import { deviceInfo } from '../tensorflow/device-info.ts';
import { loadTensorFlow } from '../tensorflow/load-tensorflow.ts';
import { benchJob } from './bench-job.ts';
import { classifyJob } from './classify-job.ts';
import { evaluateJob } from './evaluate-job.ts';
import { trainJob } from './train-job.ts';

/** How a job talks with whoever asked for it. */
export interface JobChannel {
  readonly tell: (message: FromEngine) => void;
  readonly stopRequested: () => boolean;
  /** What a `classify` job is asked. */
  readonly requests: RequestQueue;
}

/** Says hello and does the job. Errors: `engine-missing`, and those of the job. */
export async function runJob(job: Job, channel: JobChannel): Promise<void> {
  const { binding } = loadTensorFlow();
  const precision = choosePrecision(binding, precisionOf(job));
  channel.tell({ type: 'hello', version: PROTOCOL_VERSION, ...deviceInfo(), precision });
  switch (job.kind) {
    case 'train':
      return await trainJob(job, precision, channel);
    case 'evaluate':
      return await evaluateJob(job, precision, channel);
    case 'classify':
      return await classifyJob(job, precision, channel);
    case 'bench':
      return await benchJob(job, channel);
    case 'probe':
      return;
  }
}

function precisionOf(job: Job): 'auto' | 'float32' | 'bfloat16' {
  switch (job.kind) {
    case 'train':
      return job.recipe.precision;
    case 'evaluate':
    case 'classify':
      return job.model.precision;
    case 'bench':
      return job.precision;
    case 'probe':
      return 'auto';
  }
}
