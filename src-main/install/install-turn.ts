import { mkdir } from 'node:fs/promises';
import { lock } from 'proper-lockfile';
import { AppError } from '../../src-shared/errors.ts';
import type { OnInstallProgress } from './progress.ts';

/** A holder touches its lock every second; one that was not touched for so long belonged to a killed process. */
const TOUCH_MS = 1_000;
const STALE_AFTER_MS = 5_000;
const RETRY_MS = 500;

/**
 * Runs `work` while no other process installs into `folder`; waits for its turn and says so. The signal given to `work` also aborts when the
 * turn is lost, which happens when the machine slept and another process took the lock for a killed one's.
 */
export async function withInstallTurn<T>(
  folder: string,
  options: { onProgress: OnInstallProgress; signal?: AbortSignal | undefined },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const lost = new AbortController();
  const release = await takeTurn(folder, lost, options);
  const signal = AbortSignal.any([lost.signal, ...(options.signal ? [options.signal] : [])]);
  try {
    return await work(signal);
  } finally {
    // After a lost turn there is nothing of ours left to release.
    if (!lost.signal.aborted) await release();
  }
}

async function takeTurn(
  folder: string,
  lost: AbortController,
  options: { onProgress: OnInstallProgress; signal?: AbortSignal | undefined },
): Promise<() => Promise<void>> {
  for (let tries = 0; ; tries++) {
    options.signal?.throwIfAborted();
    try {
      return await lock(folder, {
        stale: STALE_AFTER_MS,
        update: TOUCH_MS,
        onCompromised: (cause) =>
          lost.abort(new AppError('conflict', 'Another installation of the engine took over.', { cause })),
      });
    } catch (error) {
      if (!isHeldByAnother(error)) throw error;
      if (tries === 0) {
        options.onProgress({
          phase: 'wait',
          message: 'Another installation of the engine is going on; waiting for it.',
        });
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function isHeldByAnother(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED';
}
