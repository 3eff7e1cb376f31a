import type { Command } from 'commander';
import type { Run } from '../../src-shared/contract/runs.ts';
import { hasWriter } from '../services/workspace-lock.ts';
import { type CommonOptions, command, outputFor, withWorkspace } from './command.ts';
import { duration, percent, textTable } from './text-table.ts';

export function addRuns(program: Command): void {
  command(program, 'runs', 'list the runs', 'workspace').action(async (options: CommonOptions) => {
    await withWorkspace(options, { mode: 'read' }, async ({ folder, store }) => {
      const isTraining = await hasWriter(folder);
      const runs = store.runs.list().map((run) => runListJson(run, isTraining));
      const rows = runs.map((run) => [
        run.id,
        run.name,
        run.status,
        String(run.epochs),
        percent(run.best?.top1),
        percent(run.test?.top1),
        duration(run.durationMs / 1000),
      ]);
      const heading = ['id', 'name', 'status', 'epochs', 'best', 'test', 'time'];
      const table = textTable([heading, ...rows], [3, 4, 5, 6]);
      outputFor(options).result(
        { runs },
        runs.length > 0 ? table : 'There are no runs yet: alexnet-studio train --dataset NAME starts one.',
      );
    });
  });
}

/** A run as `runs` and `compare` print it. Where nothing has the workspace open, what looks busy was interrupted. */
export function runListJson({ state, checkpoints: _, ...run }: Run, isTraining: boolean) {
  const isLeft = !isTraining && ['queued', 'running', 'stopping'].includes(state.status);
  const { status, ...failure } = isLeft ? { status: 'interrupted' as const } : state;
  return { ...run, status, ...failure };
}
