import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { Workspace } from '../services/open-workspace.ts';
import type { Output } from './output.ts';
import { createRunDisplay } from './run-display.ts';
import { runJson, runText } from './run-json.ts';
import { onSignals } from './signals.ts';

/**
 * Shows a queued run until it has ended, then prints it. A first signal stops it with a checkpoint, a second one at once. Errors: what
 * the run failed with; `cancelled` when it was ended at once.
 */
export async function followRun(workspace: Workspace, id: RunId, output: Output): Promise<void> {
  const undo = onSignals(
    () => {
      output.note('Stopping after this step, with a checkpoint. Once more ends it at once.');
      void workspace.runs.close('gently');
    },
    () => void workspace.runs.close('at once'),
  );
  const display = createRunDisplay(output);
  try {
    for await (const event of workspace.runs.watch(id)) {
      display.show(event);
      if ((event.type === 'run' || event.type === 'snapshot') && hasEnded(event.run)) break;
    }
    await workspace.runs.idle();
  } finally {
    display.stop();
    undo();
  }
  report(workspace.store.runs.get(id), output);
}

function hasEnded({ state }: Run): boolean {
  return state.status !== 'queued' && state.status !== 'running' && state.status !== 'stopping';
}

function report(run: Run, output: Output): void {
  const { state, id, name, steps } = run;
  const goOn = `alexnet-studio resume ${id}`;
  if (state.status === 'failed') {
    const hint =
      run.checkpoints.length > 0 ? ` What was saved is kept: ${goOn} goes on from its last checkpoint.` : '';
    throw new AppError(state.code, state.code === 'diverged' ? state.message : state.message + hint);
  }
  if (state.status === 'interrupted') {
    throw new AppError('cancelled', `"${name}" was ended at once; ${goOn} goes on from its last checkpoint.`);
  }
  if (state.status === 'stopped') output.note(`Stopped after step ${steps}. Go on with: ${goOn}`);
  output.result(runJson(run), runText(run));
}
