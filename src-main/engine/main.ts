import { AppError, messageOf, toAppError } from '../../src-shared/errors.ts';
import { runJob } from './jobs/run-job.ts';
import { type FromEngine, ToEngine } from './protocol.ts';
import { RequestQueue } from './request-queue.ts';

/*
 * The engine process: does one job and ends. TensorFlow blocks this thread for as long as a step takes, which is why it has a
 * process of its own; so a crash, a hang or an out-of-memory kill in it ends a job and never the program.
 */
let started = false;
let stopRequested = false;
const requests = new RequestQueue();

process.on('message', (raw) => {
  const parsed = ToEngine.safeParse(raw);
  if (parsed.success) take(parsed.data);
  else
    fail(
      new AppError('bad-request', `The engine got a message it does not understand: ${parsed.error.message}`),
    );
});

// The program is gone: nobody is left to work for. What was reported as saved is on the disk already.
process.on('disconnect', () => process.exit(0));

function take(message: ToEngine): void {
  switch (message.type) {
    case 'start':
      if (started) break;
      started = true;
      runJob(message.job, { tell, stopRequested: () => stopRequested, requests }).then(() => end(), fail);
      break;
    case 'stop':
      stopRequested = true;
      requests.close();
      break;
    case 'classify':
      requests.push(message);
      break;
  }
}

function tell(message: FromEngine): void {
  // A message that nobody is left to hear fails; 'disconnect' then ends the process.
  process.send?.(message, undefined, undefined, () => undefined);
}

function fail(error: unknown): void {
  const { code, message } = toAppError(error);
  if (code === 'internal')
    process.stderr.write(`${error instanceof Error ? error.stack : messageOf(error)}\n`);
  end({ type: 'failed', code, message });
}

/** Ends the process when its last message is out. */
function end(last?: FromEngine): void {
  if (last === undefined) process.disconnect?.();
  else process.send?.(last, undefined, undefined, () => process.exit(0));
}
