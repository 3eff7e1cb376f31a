import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { AppError } from '../../src-shared/errors.ts';
import type { Wheel } from './engine-lock.ts';

const POLL_MS = 250;
const NETWORK_TROUBLE =
  /NewConnectionError|ConnectTimeout|ConnectionError|ReadTimeout|ProxyError|name resolution|Network is unreachable|Connection (refused|reset)|SSLError|timed out/i;

export interface DownloadWheel {
  python: string;
  wheel: Wheel;
  /** Where the finished wheel goes. */
  folder: string;
  temporary: string;
  /** Called a few times a second with the bytes of this wheel that have arrived. */
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
}

/**
 * Downloads one wheel with pip, so that the user's own settings of index, proxy and certificates hold, checks its SHA-256 and
 * gives back its path. A wheel that an interrupted installation already fetched is used again.
 */
export async function downloadWheel(options: DownloadWheel): Promise<string> {
  const { wheel, folder, temporary, signal } = options;
  const target = join(folder, wheel.file);
  if (await isWheel(target, wheel, signal)) return target;
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(temporary, 'download-'));
  await runPip(options, scratch);
  const file = join(scratch, wheel.file);
  if (!(await isWheel(file, wheel, signal))) {
    throw new AppError(
      'damaged',
      `The download of ${wheel.name} ${wheel.version} does not have the expected SHA-256 (${wheel.sha256}), so it was not used. Try again; if it stays so, check the package index that pip is set to.`,
    );
  }
  await rename(file, target);
  await rm(scratch, { recursive: true });
  return target;
}

async function runPip({ python, wheel, onBytes, signal }: DownloadWheel, scratch: string): Promise<void> {
  // pip downloads below TMPDIR and copies from there, so the size of this folder is the progress.
  const incoming = join(scratch, 'incoming');
  await mkdir(incoming);
  const pip = execa(python, ['-m', 'pip', ...pipArguments(wheel, scratch)], {
    env: { TMPDIR: incoming },
    cancelSignal: signal,
    reject: false,
  });
  let arrived = 0;
  const poll = setInterval(async () => {
    // pip empties the folder at the end, and a measurement may come in late: the figure only grows.
    arrived = Math.max(arrived, Math.min(wheel.bytes, await folderBytes(incoming)));
    onBytes(arrived);
  }, POLL_MS);
  const result = await pip.finally(() => clearInterval(poll));
  signal.throwIfAborted();
  if (result.failed) throw pipError(wheel, result.stderr || result.shortMessage || '');
}

/** The tags in a wheel's name (`cp311-cp311-manylinux_2_27_x86_64`) say what pip must ask for, whatever Python runs it. */
function pipArguments(wheel: Wheel, scratch: string): string[] {
  const [pythonTag = '', abi = '', platforms = ''] = wheel.file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3);
  const version = /^cp3(\d+)$/.exec(pythonTag)?.[1] ?? '11';
  return [
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--no-cache-dir',
    '--progress-bar=off',
    '--disable-pip-version-check',
    '--no-input',
    '--retries=2',
    `--python-version=3.${version}`,
    '--implementation=cp',
    `--abi=${abi === 'none' ? `cp3${version}` : abi}`,
    ...(abi === 'none' ? ['--abi=none'] : []),
    ...platforms.split('.').map((platform) => `--platform=${platform}`),
    `--dest=${scratch}`,
    `${wheel.name}==${wheel.version}`,
  ];
}

function pipError(wheel: Wheel, stderr: string): AppError {
  const what = `TensorFlow's package ${wheel.name} ${wheel.version} could not be downloaded`;
  if (/No space left on device/.test(stderr)) {
    return new AppError('no-space', `${what}: the disk is full. Make room and try again.`);
  }
  if (NETWORK_TROUBLE.test(stderr)) {
    return new AppError(
      'unsupported',
      `${what}: the package index cannot be reached. Check the network (and pip's proxy settings) and try again.`,
    );
  }
  const last =
    stderr
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('ERROR')) ??
    stderr.trim().split('\n').at(-1) ??
    '';
  return new AppError('unsupported', `${what}. pip says: ${last.replace(/^ERROR:\s*/, '')}`);
}

async function isWheel(file: string, wheel: Wheel, signal: AbortSignal): Promise<boolean> {
  const size = await stat(file).then(
    (stats) => stats.size,
    () => undefined,
  );
  if (size !== wheel.bytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, { signal });
  return hash.digest('hex') === wheel.sha256;
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  // A file may vanish between being listed and being measured; it then counts nothing.
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (s) => (s.isFile() ? s.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
