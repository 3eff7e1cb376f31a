import type { Precision } from '../../../src-shared/recipe.ts';
import { classProbabilities } from '../evaluate.ts';
import type { Job } from '../protocol.ts';
import { openModel } from './open-model.ts';
import type { JobChannel } from './run-job.ts';

/** Answers requests until it is asked to stop. Errors: `damaged`, `not-found`. */
export async function classifyJob(
  { model }: Extract<Job, { kind: 'classify' }>,
  precision: Precision,
  { tell, requests }: JobChannel,
): Promise<void> {
  const { session, about } = await openModel(model, precision);
  for await (const { request, records } of requests) {
    tell({ type: 'classified', request, probabilities: classProbabilities(session, records, about, 1) });
  }
  session.close();
}
