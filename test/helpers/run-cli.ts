import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { appFolder } from '../../src-main/paths.ts';

export interface CliResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** The command line, run to its end as people run it: a process of its own. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  return startCli(args, env).ended;
}

/** The command line as a running process. `node` and `entry` choose how it is started. */
export function startCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  { node = process.execPath, entry = 'main.ts' } = {},
) {
  const child = spawn(node, [join(appFolder, 'src-main', 'cli', entry), ...args], {
    cwd: appFolder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([[exitCode, signal], stdout, stderr]): CliResult => ({ exitCode, signal, stdout, stderr }),
  );
  return { child, ended };
}

/** The one JSON object of `--json`: the last line of standard output. */
export function lastJson({ stdout }: CliResult) {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** Resolves when the process has written something that matches to standard error. */
export async function stderrMatching(
  child: ReturnType<typeof startCli>['child'],
  pattern: RegExp,
): Promise<void> {
  let seen = '';
  for await (const [chunk] of on(child.stderr, 'data', { close: ['end'] })) {
    seen += chunk;
    if (pattern.test(seen)) return;
  }
  throw new Error(`The process ended without writing ${pattern}: ${seen}`);
}
