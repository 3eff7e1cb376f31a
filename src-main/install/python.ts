import { execa } from 'execa';
import { AppError } from '../../src-shared/errors.ts';

/**
 * Finds a Python that has pip and gives back its command. Any Python 3 will do: it only downloads, nothing is installed into it.
 */
export async function findPython(): Promise<string> {
  let anyPython: string | undefined;
  for (const command of ['python3', 'python']) {
    const version = await execa(command, ['--version'], { reject: false });
    if (version.exitCode !== 0 || !`${version.stdout}${version.stderr}`.startsWith('Python 3')) continue;
    anyPython ??= command;
    const pip = await execa(command, ['-m', 'pip', '--version'], { reject: false });
    if (pip.exitCode === 0) return command;
  }
  throw new AppError(
    'unsupported',
    anyPython
      ? `${anyPython} has no pip, which downloads TensorFlow. Install it (Debian, Ubuntu: apt-get install python3-pip; else: ${anyPython} -m ensurepip) and try again.`
      : 'Python 3 with pip, which downloads TensorFlow, was not found on PATH. Install it (Debian, Ubuntu: apt-get install python3-pip; macOS: xcode-select --install) and try again.',
  );
}
