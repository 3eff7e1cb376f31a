import type { Command } from 'commander';
import { type CommonOptions, command, outputFor, withDevice, withWorkspace } from './command.ts';
import { followRun } from './follow-run.ts';

export function addResume(program: Command): void {
  withDevice(
    command(program, 'resume <run>', 'go on with a run from its last checkpoint', 'workspace'),
  ).action(async (wanted: string, options: CommonOptions) => {
    const output = outputFor(options);
    await withWorkspace(options, { mode: 'write', onNote: output.note }, async (workspace) => {
      const run = workspace.store.runs.find(wanted);
      workspace.runs.resume(run.id);
      output.note(`${run.name} (${run.id}), from step ${run.checkpoints[0]?.step ?? 0}`);
      await followRun(workspace, run.id, output);
    });
  });
}
