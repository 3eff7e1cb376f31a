import { type BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { Run } from '../../src-shared/contract/runs.ts';
import type { TrainingDisplay } from './follow-training.ts';

/** Keeps the machine awake while a run trains, shows its progress on the program's icon, and says when it has ended. */
export function createTrainingDisplay(window: () => BrowserWindow | null): TrainingDisplay {
  let blocker: number | null = null;
  return {
    progress(fraction) {
      if (fraction !== null) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker);
        blocker = null;
      }
      window()?.setProgressBar(fraction ?? -1);
    },
    ended(run) {
      if (window()?.isFocused() || !Notification.isSupported()) return;
      new Notification({ title: run.name, body: endOf(run) }).show();
    },
  };
}

function endOf(run: Run): string {
  if (run.state.status === 'failed') return `Training failed: ${run.state.message}`;
  if (run.state.status !== 'completed') return `Training ${run.state.status} after ${run.epochs} epochs.`;
  const accuracy = run.test?.top1 ?? run.best?.top1;
  return accuracy === undefined
    ? 'Training is complete.'
    : `Training is complete: ${(accuracy * 100).toFixed(1)} % top-1.`;
}
