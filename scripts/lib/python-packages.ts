import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { findPython } from '../../src-main/install/python.ts';
import { appFolder, cacheFolder } from '../../src-main/paths.ts';

const requirements = join(appFolder, 'test', 'python', 'requirements.txt');

/** A Python for tests, and the folder of its packages for `PYTHONPATH`; no folder for a Python that somebody chose. */
export interface TestPython {
  readonly command: string;
  readonly packages: string | null;
}

/** The Python that `ALEXNET_STUDIO_PYTHON` names, else the machine's with packages of our own below the per-user cache. */
export async function testPython(): Promise<TestPython> {
  const chosen = process.env['ALEXNET_STUDIO_PYTHON'];
  if (chosen !== undefined) return { command: chosen, packages: null };
  const command = await findPython();
  const { stdout: version } = await execa(command, ['--version']);
  const key = createHash('sha256')
    .update(version)
    .update(readFileSync(requirements))
    .digest('hex')
    .slice(0, 12);
  return { command, packages: join(cacheFolder(), `python-${key}`) };
}

/**
 * Installs what tests need into the cache, unless it is there or somebody chose a Python of their own. Not a virtual environment: many systems come
 * without its module. May be killed at any moment and repeated.
 */
export async function ensurePythonPackages(): Promise<void> {
  const { command, packages } = await testPython();
  if (packages === null || existsSync(packages)) return;
  console.error(`Installing Python packages for the tests into ${packages} …`);
  const temporary = `${packages}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(dirname(packages), { recursive: true });
  const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--only-binary=:all:'];
  await execa(command, ['-m', 'pip', 'install', ...options, '--target', temporary, '-r', requirements], {
    stdio: 'inherit',
  });
  await rename(temporary, packages);
}
