import { app, dialog } from 'electron';
import type { Workspace } from '../services/open-workspace.ts';
import { quitQuestion } from './quit-question.ts';

/** Asks before a run is stopped by quitting, and quits only once everything is saved. */
export function quitWithCare(workspace: Workspace): void {
  let isClosing = false;
  app.on('before-quit', (event) => {
    // Nothing closes before its time; the end is `app.exit`.
    event.preventDefault();
    if (isClosing || !mayQuit(workspace)) return;
    isClosing = true;
    void workspace
      .close()
      .catch((error) => workspace.log.error('quit', error))
      .finally(() => app.exit());
  });
  // On macOS a program goes on without windows; elsewhere its window stays until it has quit.
  app.on('window-all-closed', () => {});
}

function mayQuit(workspace: Workspace): boolean {
  const question = quitQuestion(workspace.store.runs.list());
  if (question === null) return true;
  const buttons = ['Stop and Quit', 'Keep Training'];
  const options = { type: 'question', ...question, buttons, defaultId: 1, cancelId: 1 } as const;
  return dialog.showMessageBoxSync(options) === 0;
}
