import { Command, CommanderError } from 'commander';
import { AppError, messageOf } from '../../src-shared/errors.ts';
import { appVersion } from '../services/app-version.ts';
import { addBench } from './bench.ts';
import { addClassify } from './classify.ts';
import { addCompare } from './compare.ts';
import { addDatasets } from './datasets.ts';
import { addDoctor } from './doctor.ts';
import { addEvaluate } from './evaluate.ts';
import { addExport } from './export.ts';
import { addImport } from './import.ts';
import { addResume } from './resume.ts';
import { addRuns } from './runs.ts';
import { addServe } from './serve.ts';
import { addStop } from './stop.ts';
import { addSummary } from './summary.ts';
import { addTrain } from './train.ts';
import { UsageError } from './usage-error.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

// Who reads only the beginning (`| head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAILED),
);

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function createProgram(): Command {
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
  const adders = [addDoctor, addImport, addDatasets, addSummary, addTrain, addResume, addStop, addEvaluate];
  for (const add of [...adders, addClassify, addRuns, addCompare, addExport, addBench, addServe])
    add(program);
  return program;
}

/** One line for people (commander has printed its own), for a bug also where it is; and the exit status. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  process.stderr.write(`error: ${messageOf(error)}\n`);
  if (error instanceof UsageError) return EXIT_USAGE;
  if (!(error instanceof AppError)) console.error(error);
  return EXIT_FAILED;
}
