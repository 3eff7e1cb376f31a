import { CommanderError } from 'commander';
import { AppError, messageOf } from '../../src-shared/errors.ts';
import { createProgram } from './program.ts';
import { UsageError } from './usage-error.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

// Who reads only the beginning (`| head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAILED),
);

try {
  const args = process.argv.slice(2);
  await (await createProgram(args)).parseAsync(args, { from: 'user' });
} catch (error) {
  process.exitCode = report(error);
}

/** One line for people (commander has printed its own), for a bug also where it is; and the exit status. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  process.stderr.write(`error: ${messageOf(error)}\n`);
  if (error instanceof UsageError) return EXIT_USAGE;
  if (!(error instanceof AppError)) console.error(error);
  return EXIT_FAILED;
}
