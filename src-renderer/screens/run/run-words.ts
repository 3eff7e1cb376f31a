import type { Run, RunProgress } from '../../../src-shared/contract/runs.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';
import { formatCounted, formatTimeLeft } from '../../ui/format.ts';

/** What a run is doing or how it ended, in one sentence. */
export function runSentence(run: Run, progress: RunProgress | null): string {
  switch (run.state.status) {
    case 'queued':
      return 'Waits for the run before it to end.';
    case 'running':
      return progress ? progressSentence(run, progress) : 'The engine is being started.';
    case 'stopping':
      return 'Finishes this step and saves a checkpoint.';
    case 'stopped':
      return `Stopped after ${formatCounted(run.steps, 'step')}. It can go on from there.`;
    case 'completed':
      return `All ${formatCounted(run.epochs, 'epoch')} are done.`;
    case 'interrupted':
      return canResume(run)
        ? `Its process ended without a word after ${formatCounted(run.steps, 'step')}. What was saved is here, and it can go on.`
        : 'Its process ended without a word before a checkpoint was saved.';
    case 'failed':
      return run.state.message;
  }
}

/** Whether a run that is not at work has a checkpoint to go on from. */
export function canResume(run: Run): boolean {
  return ['stopped', 'interrupted', 'failed'].includes(run.state.status) && run.checkpoints.length > 0;
}

/** What a person can do about a failure, or null where its message says it all. */
export function adviceFor(code: ErrorCode): string | null {
  switch (code) {
    case 'diverged':
      return 'Train again with a lower learning rate; a tenth is a good start. The last good checkpoint was kept.';
    case 'out-of-memory':
      return 'Train again with a smaller batch, or close other programs.';
    case 'engine-lost':
      return 'Resume it: it goes on from the last checkpoint. If it happens again, the batch may be too large for the memory.';
    case 'no-space':
      return 'Free room on the disk, then resume.';
    case 'engine-missing':
      return 'Install the engine on the home page.';
    default:
      return null;
  }
}

function progressSentence({ recipe }: Run, { phase, epoch, secondsLeft }: RunProgress): string {
  const left = secondsLeft === null ? '' : `, ${formatTimeLeft(secondsLeft)} left`;
  switch (phase) {
    case 'starting':
      return 'The engine is being started.';
    case 'training':
      return `Training, epoch ${Math.min(recipe.epochs, Math.max(1, epoch))} of ${recipe.epochs}${left}.`;
    case 'validating':
      return `Checks itself on the validation pictures${left}.`;
    case 'saving':
      return `Saves a checkpoint${left}.`;
    case 'testing':
      return 'Training is done; the test pictures are being classified.';
  }
}
