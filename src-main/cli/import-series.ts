import type { Command } from 'commander';
import { bringRuns } from './bring-runs.ts';
import { type CommonOptions, command } from './command.ts';

export function addImportSeries(program: Command): void {
  command(
    program,
    'import-series <path>',
    "bring in figures of other programs: TensorBoard's event files or CSV, a file or a folder",
    'workspace',
  ).action((path: string, options: CommonOptions) =>
    bringRuns(path, options, ({ seriesFiles }) => seriesFiles.read),
  );
}
