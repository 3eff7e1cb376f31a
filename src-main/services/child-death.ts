import { AppError } from '../../src-shared/errors.ts';

/** The cause of an `out-of-memory` whose process the system ended to get memory back. */
export class EndedBySystem extends Error {}

/**
 * Why a child process ended without being asked to, in words. A SIGKILL that we did not send is the system's way of
 * getting memory back, so it counts as `out-of-memory`; so do the allocators' own last words.
 */
export function childDeath(
  name: string,
  code: number | null,
  signal: NodeJS.Signals | null,
  stderr: string,
): AppError {
  const words = stderr.trim() || 'It wrote nothing to stderr.';
  const cause = signal === 'SIGKILL' ? new EndedBySystem(words) : new Error(words);
  if (signal === 'SIGKILL' || OUT_OF_MEMORY.test(stderr)) {
    return new AppError(
      'out-of-memory',
      `The ${name} was ended by the system, most likely because memory ran out. Close other programs and try again.`,
      { cause },
    );
  }
  const how = howItEnded(code, signal);
  const said = lastWords(stderr);
  return new AppError('engine-lost', `The ${name} ${how}${said ? `: ${said}` : '.'}`, { cause });
}

const OUT_OF_MEMORY = /heap out of memory|std::bad_alloc|Cannot allocate memory|out of memory/i;

/** The line that names the error, else the last line. */
function lastWords(stderr: string): string | undefined {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^Node\.js v\d/.test(line));
  return lines.findLast((line) => /^\w*Error\b.*: /.test(line)) ?? lines.at(-1);
}

function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return `crashed (${signal})`;
  return code === null ? 'could not be started' : `ended unexpectedly with status ${code}`;
}
