import { mkdir, rm } from 'node:fs/promises';
import { AppError } from '../../src-shared/errors.ts';
import { checkRoom } from './check-room.ts';
import { compileAddon } from './compile-addon.ts';
import { findCompiler } from './compiler.ts';
import { downloadWheel } from './download-wheel.ts';
import { type EngineFolders, engineFolders } from './engine-folders.ts';
import {
  currentPlatform,
  type EngineBuild,
  type EngineLock,
  type Flavour,
  findBuild,
  readEngineLock,
  type Wheel,
} from './engine-lock.ts';
import { type EngineInstall, findEngineOfFlavour } from './find-engine.ts';
import { preferredFlavour } from './flavour.ts';
import { installError } from './install-error.ts';
import { withInstallTurn } from './install-turn.ts';
import type { OnInstallProgress } from './progress.ts';
import { findPython } from './python.ts';
import { unpackWheel } from './unpack-wheel.ts';
import { markUnpacked, unpackedFiles } from './unpacked-wheels.ts';

export interface InstallOptions {
  /** Default: what suits the machine, see `preferredFlavour`. */
  flavour?: Flavour | undefined;
  onProgress: OnInstallProgress;
  signal?: AbortSignal | undefined;
}

/**
 * Makes the engine be there: downloads TensorFlow, unpacks it and compiles the add-on, all below the per-user cache. May be killed at any
 * moment and repeated, finished parts are not done again; of two at once the second waits for the first. Returns at once if nothing is to do.
 * Throws `AppError`: unsupported (platform, no pip, no compiler, no network), no-space, damaged (wrong SHA-256), cancelled.
 */
export async function installEngine(
  options: InstallOptions,
  lock: EngineLock = readEngineLock(),
): Promise<EngineInstall> {
  const flavour = options.flavour ?? preferredFlavour();
  const build = findBuild(lock, currentPlatform(), flavour);
  const ready = findEngineOfFlavour(lock, flavour);
  if (ready) return ready;

  const folders = engineFolders(lock.tensorflow, build);
  try {
    return await withInstallTurn(folders.root, options, async (signal) => {
      const madeMeanwhile = findEngineOfFlavour(lock, flavour);
      if (madeMeanwhile) return madeMeanwhile;
      await install(build, folders, options.onProgress, signal);
      const made = findEngineOfFlavour(lock, flavour);
      if (made) return made;
      throw new AppError('internal', `The engine in ${folders.root} is not complete after its installation.`);
    });
  } catch (error) {
    throw installError(error, folders.root, options.signal?.aborted ?? false);
  }
}

async function install(
  build: EngineBuild,
  folders: EngineFolders,
  onProgress: OnInstallProgress,
  signal: AbortSignal,
): Promise<void> {
  await rm(folders.temporary, { recursive: true, force: true });
  await mkdir(folders.temporary, { recursive: true });
  // A missing tool must show before a long download, not after it.
  const compiler = await findCompiler();
  const missing = build.wheels.filter((wheel) => !unpackedFiles(folders, wheel));
  if (missing.length > 0) {
    await checkRoom(folders.root, missing);
    await fetchPackages(missing, folders, onProgress, signal);
  }
  const report = (fraction: number) =>
    onProgress({ phase: 'compile', fraction, message: 'Compiling the bridge to TensorFlow' });
  report(0);
  await compileAddon(compiler, build, folders, report, signal);
  await rm(folders.temporary, { recursive: true, force: true });
}

/** One wheel after the other, each deleted once unpacked, so that the disk never holds more than one of them. */
async function fetchPackages(
  wheels: Wheel[],
  folders: EngineFolders,
  onProgress: OnInstallProgress,
  signal: AbortSignal,
): Promise<void> {
  const python = await findPython();
  const totals = {
    download: wheels.reduce((sum, wheel) => sum + wheel.bytes, 0),
    unpack: wheels.reduce((sum, wheel) => sum + wheel.unpackedBytes, 0),
  };
  const report = (phase: 'download' | 'unpack', bytes: number, message: string) =>
    onProgress({
      phase,
      fraction: Math.min(1, bytes / totals[phase]),
      bytes,
      totalBytes: totals[phase],
      message,
    });

  let downloaded = 0;
  let unpacked = 0;
  for (const wheel of wheels) {
    const name = `${wheel.name} ${wheel.version}`;
    const file = await downloadWheel({
      python,
      wheel,
      folder: folders.downloads,
      temporary: folders.temporary,
      onBytes: (bytes) => report('download', downloaded + bytes, `Downloading ${name}`),
      signal,
    });
    downloaded += wheel.bytes;
    report('download', downloaded, `Downloaded ${name}`);
    const files = await unpackWheel(
      file,
      folders.packages,
      (bytes) => report('unpack', unpacked + bytes, `Unpacking ${name}`),
      signal,
    );
    markUnpacked(folders, wheel, files);
    await rm(file);
    unpacked += wheel.unpackedBytes;
    report('unpack', unpacked, `Unpacked ${name}`);
  }
}
