import { Command } from 'commander';
import { appVersion } from '../services/app-version.ts';

type AddCommand = (program: Command) => void;

/** Every command, in the order of the help; loaded only when it is wanted, so that each starts quickly. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  doctor: async () => (await import('./doctor.ts')).addDoctor,
  import: async () => (await import('./import.ts')).addImport,
  datasets: async () => (await import('./datasets.ts')).addDatasets,
  summary: async () => (await import('./summary.ts')).addSummary,
  train: async () => (await import('./train.ts')).addTrain,
  resume: async () => (await import('./resume.ts')).addResume,
  stop: async () => (await import('./stop.ts')).addStop,
  evaluate: async () => (await import('./evaluate.ts')).addEvaluate,
  classify: async () => (await import('./classify.ts')).addClassify,
  'undo-sort': async () => (await import('./undo-sort.ts')).addUndoSort,
  runs: async () => (await import('./runs.ts')).addRuns,
  compare: async () => (await import('./compare.ts')).addCompare,
  export: async () => (await import('./export.ts')).addExport,
  bundle: async () => (await import('./bundle.ts')).addBundle,
  'import-bundle': async () => (await import('./import-bundle.ts')).addImportBundle,
  report: async () => (await import('./report.ts')).addReport,
  'import-series': async () => (await import('./import-series.ts')).addImportSeries,
  bench: async () => (await import('./bench.ts')).addBench,
  serve: async () => (await import('./serve.ts')).addServe,
};

/** The command line with the command that `args` name, or with all of them where they name none. Throws instead of ending the process. */
export async function createProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('alexnet-studio')
    .description('Train, inspect, compare and use image classifiers on your own machine.')
    .version(appVersion())
    .exitOverride()
    .addHelpText(
      'after',
      `
A data set is named by its id or name, a run by its id, its name or "latest".
Exit status: 0 done, 1 failed, 2 wrong usage.
ALEXNET_STUDIO_WORKSPACE names the workspace when --workspace does not.

  $ alexnet-studio import pictures/            one sub-folder a class
  $ alexnet-studio train --dataset pictures
  $ alexnet-studio classify --run latest photo.jpg`,
    );
  const [wanted = ''] = args;
  const loaders = Object.hasOwn(COMMANDS, wanted) ? [COMMANDS[wanted]] : Object.values(COMMANDS);
  for (const load of loaders) (await load?.())?.(program);
  return program;
}
