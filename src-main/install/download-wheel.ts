import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { AppError } from '../../src-shared/errors.ts';
import type { Wheel } from './engine-lock.ts';
import { pipError } from './pip-error.ts';

const POLL_MS = 250;

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
      `The download of ${wheel.name} ${wheel.version} does not have the expected SHA-256 (${wheel.sha256}), so it was not used. Try again; if it stays so, check which package index pip is set to.`,
    );
  }
  await rename(file, target);
  await rm(scratch, { recursive: true });
  return target;
}

/**
 * pip's arguments to fetch one wheel into `folder`. The tags in the wheel's name (`cp311-cp311-manylinux_2_27_x86_64`) say what to ask for, so that any
 * Python can fetch it.
 */
export function pipDownloadArguments(
  wheel: Pick<Wheel, 'name' | 'version' | 'file'>,
  folder: string,
): string[] {
  const [pythonTag = '', abi = '', platforms = ''] = wheel.file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3);
  const minor = /^cp3(\d+)$/.exec(pythonTag)?.[1] ?? '11';
  return [
    ...['download', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--progress-bar=off'],
    ...['--disable-pip-version-check', '--no-input', '--retries=2', '--implementation=cp'],
    ...[`--python-version=3.${minor}`, `--abi=${abi}`],
    ...platforms.split('.').map((platform) => `--platform=${platform}`),
    ...[`--dest=${folder}`, `${wheel.name}==${wheel.version}`],
  ];
}

/** The SHA-256 of a file as 64 hexadecimal digits. */
export async function sha256Of(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, signal ? { signal } : {});
  return hash.digest('hex');
}

async function runPip({ python, wheel, onBytes, signal }: DownloadWheel, scratch: string): Promise<void> {
  // pip downloads below TMPDIR and copies from there, so the size of this folder is the progress.
  const incoming = join(scratch, 'incoming');
  await mkdir(incoming);
  let arrived = 0;
  const poll = setInterval(async () => {
    // pip empties the folder at the end, and a measurement may come in late: the figure only grows.
    arrived = Math.max(arrived, Math.min(wheel.bytes, await folderBytes(incoming)));
    onBytes(arrived);
  }, POLL_MS);
  try {
    const result = await execa(python, ['-m', 'pip', ...pipDownloadArguments(wheel, scratch)], {
      env: { TMPDIR: incoming },
      cancelSignal: signal,
      reject: false,
    });
    signal.throwIfAborted();
    if (result.failed) throw pipError(wheel, result.stderr || result.shortMessage || '');
  } finally {
    clearInterval(poll);
  }
}

async function isWheel(file: string, wheel: Wheel, signal: AbortSignal): Promise<boolean> {
  const size = await bytesOf(file);
  return size === wheel.bytes && (await sha256Of(file, signal)) === wheel.sha256;
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(names.map((name) => bytesOf(join(folder, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Size of a file; 0 for a folder, or if it is not (or no longer) there. */
async function bytesOf(path: string): Promise<number> {
  try {
    const stats = await stat(path);
    return stats.isFile() ? stats.size : 0;
  } catch {
    return 0;
  }
}
