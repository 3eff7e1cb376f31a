import { basename } from 'node:path';
import { execa } from 'execa';
import { AppError } from '../../src-shared/errors.ts';

/** The C++ compiler: `CXX` if set, else g++ or c++, whichever is on PATH. Throws `unsupported` with what to install. */
export async function findCompiler(): Promise<string> {
  const wish = process.env.CXX;
  for (const command of wish ? [wish] : ['g++', 'c++']) {
    const version = await execa(command, ['--version'], { reject: false });
    if (version.exitCode === 0) return command;
  }
  throw new AppError(
    'unsupported',
    `No C++ compiler (${wish ?? 'g++'}) was found; it builds the bridge between Node and TensorFlow. Install one (Debian, Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++; macOS: xcode-select --install) and try again.`,
  );
}

/** Runs the compiler in the folder `cwd`; throws `unsupported` with its first error if it fails. */
export async function runCompiler(
  compiler: string,
  parameters: string[],
  cwd: string,
  signal: AbortSignal,
): Promise<void> {
  // Its intermediate files go where room was checked.
  const env = { TMPDIR: cwd };
  const result = await execa(compiler, parameters, { cwd, env, cancelSignal: signal, reject: false });
  signal.throwIfAborted();
  if (!result.failed) return;
  const lines = (result.stderr || result.shortMessage || '').split('\n');
  const reason = lines.find((line) => /error/i.test(line)) ?? lines[0] ?? '';
  throw new AppError(
    'unsupported',
    `${basename(compiler)} could not build the bridge between Node and TensorFlow (it must know C++17: GCC 9 or newer): ${reason}`,
  );
}
