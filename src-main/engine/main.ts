import { messageOf, toAppError } from '../../src-shared/errors.ts';
import { listenToParent } from '../parent-channel.ts';
import { giveWay } from './give-way.ts';
import { type ClassifyRequest, type InspectRequest, runJob } from './jobs/run-job.ts';
import { type FromEngine, ToEngine } from './protocol.ts';
import { RequestQueue } from './request-queue.ts';

/*
 * The engine process: does one job and ends. TensorFlow blocks this thread for as long as a step takes, which is why it has a
 * process of its own; so a crash, a hang or an out-of-memory kill in it ends a job and never the program.
 */
let started = false;
let stopRequested = false;
const requests = new RequestQueue<ClassifyRequest>();
const inspections = new RequestQueue<InspectRequest>();
const cancelled = new Set<number>();
const parent = listenToParent<ToEngine, FromEngine>(ToEngine, take);

function take(message: ToEngine): void {
  switch (message.type) {
    case 'start':
      if (started) break;
      started = true;
      if (message.job.kind === 'train') giveWay();
      runJob(message.job, {
        tell: parent.send,
        stopRequested: () => stopRequested,
        requests,
        inspections,
        cancelled,
      }).then(() => process.disconnect?.(), fail);
      break;
    case 'stop':
      stopRequested = true;
      requests.close();
      inspections.close();
      break;
    case 'classify':
      requests.push(message);
      break;
    case 'inspect':
      inspections.push(message);
      break;
    case 'cancel':
      cancelled.add(message.request);
      break;
  }
}

function fail(error: unknown): void {
  const { code, message } = toAppError(error);
  if (code === 'internal') {
    process.stderr.write(`${error instanceof Error ? error.stack : messageOf(error)}\n`);
  }
  parent.end({ type: 'failed', code, message });
}
