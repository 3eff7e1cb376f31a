import type { Run } from '../../src-shared/contract/runs.ts';
import { liveRun } from './follow-training.ts';

/** What to ask before quitting, or null where nothing goes on that quitting would stop. */
export function quitQuestion(runs: readonly Run[]): { message: string; detail: string } | null {
  const run = liveRun(runs);
  if (!run) return null;
  return {
    message: `“${run.name}” is training. Stop it and quit?`,
    detail: 'It stops after the current step and saves a checkpoint; you can resume it later.',
  };
}
