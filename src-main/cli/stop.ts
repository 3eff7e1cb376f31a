import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import { hasWriter } from '../services/workspace-lock.ts';
import { type CommonOptions, command, outputFor, withWorkspace } from './command.ts';
import { runJson, runText } from './run-json.ts';

const POLL_MS = 200;

export function addStop(program: Command): void {
  command(
    program,
    'stop <run>',
    'stop a run that another process trains, with a checkpoint',
    'workspace',
  ).action(async (wanted: string, options: CommonOptions) => {
    await withWorkspace(options, { mode: 'read' }, async ({ folder, store, files }) => {
      const { id, name, state } = store.runs.find(wanted);
      const isBusy = (run: Run) => ['queued', 'running', 'stopping'].includes(run.state.status);
      if (!isBusy(store.runs.get(id)) || !(await hasWriter(folder))) {
        const status = isBusy(store.runs.get(id)) ? 'interrupted' : state.status;
        throw new AppError(
          'conflict',
          `"${name}" is not training (it is ${status}): there is nothing to stop.`,
        );
      }
      await files.requestStop(id);
      while (isBusy(store.runs.get(id)) && (await hasWriter(folder))) await sleep(POLL_MS);
      const run = store.runs.get(id);
      outputFor(options).result(runJson(run), runText(run));
    });
  });
}
