import type { DeviceChoice } from '../../../src-shared/device.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { chosenDevice } from '../../install/chosen-device.ts';
import { choosePrecision } from '../choose-precision.ts';
import { type FromEngine, type Job, PROTOCOL_VERSION, type ToEngine } from '../protocol.ts';
import type { RequestQueue } from '../request-queue.ts';
import { type DeviceInfo, deviceInfo } from '../tensorflow/device-info.ts';
import { loadTensorFlow } from '../tensorflow/load-tensorflow.ts';
import { benchJob } from './bench-job.ts';
import { classifyJob } from './classify-job.ts';
import { evaluateJob } from './evaluate-job.ts';
import { exportJob } from './export-job.ts';
import { fitBatchJob } from './fit-batch-job.ts';
import { inspectJob } from './inspect-job.ts';
import { readWeightsJob } from './read-weights-job.ts';
import { trainJob } from './train-job.ts';

export type ClassifyRequest = Extract<ToEngine, { type: 'classify' }>;
export type InspectRequest = Extract<ToEngine, { type: 'inspect' }>;

/** How a job talks with whoever asked for it. */
export interface JobChannel {
  readonly tell: (message: FromEngine) => void;
  readonly stopRequested: () => boolean;
  /** What a `classify` job is asked. */
  readonly requests: RequestQueue<ClassifyRequest>;
  /** What an `inspect` job is asked, and which of these requests were given up. */
  readonly inspections: RequestQueue<InspectRequest>;
  readonly cancelled: Set<number>;
}

/** Says hello and does the job. Errors: `engine-missing`, and those of the job. */
export async function runJob(job: Job, channel: JobChannel): Promise<void> {
  const info = deviceInfo();
  requireDevice(chosenDevice(), info);
  const precision = choosePrecision(loadTensorFlow().binding, info, precisionOf(job));
  channel.tell({ type: 'hello', version: PROTOCOL_VERSION, ...info, precision });
  switch (job.kind) {
    case 'train':
      return await trainJob(job, precision, channel);
    case 'evaluate':
      return await evaluateJob(job, precision, channel);
    case 'classify':
      return await classifyJob(job, precision, channel);
    case 'inspect':
      return await inspectJob(job, channel);
    case 'export':
      return await exportJob(job, channel);
    case 'read-weights':
      return await readWeightsJob(job, channel);
    case 'bench':
      return await benchJob(job, channel);
    case 'fit-batch':
      return await fitBatchJob(job, precision, channel);
    case 'probe':
      return;
  }
}

function requireDevice(choice: DeviceChoice, { device }: DeviceInfo): void {
  if (!choice.startsWith('cuda') || device === 'cuda') return;
  throw new AppError(
    'unsupported',
    `The device ${choice} was asked for, and TensorFlow finds no such GPU: \`doctor\` and the window's menu of devices list what there is; for a GPU the NVIDIA driver and the CUDA engine (\`npm run engine:install -- --flavour cuda\`) are needed.`,
  );
}

function precisionOf(job: Job): Recipe['precision'] {
  switch (job.kind) {
    case 'train':
    case 'fit-batch':
      return job.recipe.precision;
    case 'evaluate':
    case 'classify':
      return job.model.precision;
    case 'bench':
      return job.precision;
    case 'inspect':
    case 'export':
    case 'read-weights':
      return 'float32';
    case 'probe':
      return 'auto';
  }
}
