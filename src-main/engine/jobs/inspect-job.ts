import { setImmediate } from 'node:timers/promises';
import { AppError, toAppError } from '../../../src-shared/errors.ts';
import { answerAsk } from '../inspect/answer-ask.ts';
import { type InspectSession, openInspectSession } from '../inspect/inspect-session.ts';
import type { Working } from '../inspect/working.ts';
import type { Job } from '../protocol.ts';
import type { InspectRequest, JobChannel } from './run-job.ts';

/**
 * Answers requests until it is asked to stop. Long ones let the others in between their batches, so a click need not wait for a scan. Errors:
 * `damaged`, `not-found`; what goes wrong with a request ends only that.
 */
export async function inspectJob(
  { model }: Extract<Job, { kind: 'inspect' }>,
  channel: JobChannel,
): Promise<void> {
  const session = await openInspectSession(model);
  for await (const request of channel.inspections) void answerRequest(session, request, channel);
  session.close();
}

async function answerRequest(
  session: InspectSession,
  { request, ask }: InspectRequest,
  { tell, cancelled }: JobChannel,
): Promise<void> {
  const working: Working = {
    async progress(done, total) {
      tell({ type: 'inspecting', request, done, total });
      await setImmediate();
      if (cancelled.has(request)) throw new AppError('cancelled', 'It was given up.');
    },
  };
  try {
    tell({ type: 'inspected', request, answer: await answerAsk(session, ask, working) });
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === 'internal') process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
    tell({ type: 'not-inspected', request, code, message });
  } finally {
    cancelled.delete(request);
  }
}
