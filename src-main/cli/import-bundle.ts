import type { Command } from 'commander';
import { bringRuns } from './bring-runs.ts';
import { type CommonOptions, command } from './command.ts';

export function addImportBundle(program: Command): void {
  command(
    program,
    'import-bundle <file>',
    'bring in the runs of a bundle from another machine',
    'workspace',
  ).action((file: string, options: CommonOptions) => bringRuns(file, options, ({ bundles }) => bundles.read));
}
