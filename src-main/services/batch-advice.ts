import { AppError, toAppError } from '../../src-shared/errors.ts';
import type { FromEngine } from '../engine/protocol.ts';
import { EndedBySystem } from './child-death.ts';

/**
 * Whether a training may have failed because memory was refused to it: batch normalisation by oneDNN then crashes. Not where the system ended it: trying what fits
 * would bring the machine there again.
 */
export function mayLackMemory({ code, cause }: AppError): boolean {
  return code === 'engine-lost' || (code === 'out-of-memory' && !(cause instanceof EndedBySystem));
}

/**
 * `out-of-memory` with what to do about it, from what a `fit-batch` job says; `failure` itself where it was a crash and all of the batch fits. The job's process may end over the batch
 * that does not fit: the last one before did.
 */
export async function batchAdvice(
  failure: AppError,
  batch: number,
  messages: AsyncIterable<FromEngine>,
): Promise<AppError> {
  let fits: number | null = null;
  try {
    for await (const message of messages) if (message.type === 'fits') fits = message.batch;
  } catch (error) {
    const { code } = toAppError(error);
    if (code !== 'out-of-memory' && code !== 'engine-lost') throw error;
  }
  if (fits === batch && failure.code !== 'out-of-memory') return failure;
  // Training takes a little more than its step alone: records, checkpoints, gradients that are watched.
  if (fits === batch) fits = batch > 1 ? Math.floor(batch / 2) : null;
  const advice =
    fits === null
      ? 'There is not enough memory to train this network, not even with one picture a step: choose a smaller network, or close other programs.'
      : `There is not enough memory for ${batch} pictures a step; ${fits} fit. Choose a batch of ${fits}, with accumulation where updates should still come from ${batch}.`;
  return new AppError('out-of-memory', advice, { cause: failure });
}
