import { join } from 'node:path';
import { ADDON_FILE, engineFolders } from './engine-folders.ts';
import { currentPlatform, type EngineLock, FLAVOURS, type Flavour, readEngineLock } from './engine-lock.ts';
import { preferredFlavour } from './flavour.ts';
import { haveSizes, readFileSizes } from './unpacked-wheels.ts';

/** A complete engine on this machine. */
export interface EngineInstall {
  /** The unpacked wheels (`tensorflow/`, `nvidia/`). */
  folder: string;
  /** The compiled Node-API add-on, `tfjs_binding.node`. */
  addon: string;
  /** TensorFlow's version, for example `2.21.0`. */
  tensorflow: string;
  flavour: Flavour;
}

/**
 * The installed engine, or undefined if there is none that is complete. Takes a few milliseconds: it reads one small file and
 * compares the sizes of the libraries. Prefers the flavour that suits the machine, but takes the other where only that is installed,
 * unless `ALEXNET_STUDIO_ENGINE_FLAVOUR` insists.
 */
export function findEngine(lock: EngineLock = readEngineLock()): EngineInstall | undefined {
  const first = preferredFlavour();
  const insists = Boolean(process.env.ALEXNET_STUDIO_ENGINE_FLAVOUR);
  const candidates = insists ? [first] : [first, ...FLAVOURS.filter((flavour) => flavour !== first)];
  for (const flavour of candidates) {
    const engine = findEngineOfFlavour(lock, flavour);
    if (engine) return engine;
  }
  return undefined;
}

/** As `findEngine`, for exactly this flavour. */
export function findEngineOfFlavour(lock: EngineLock, flavour: Flavour): EngineInstall | undefined {
  const build = lock.builds.find((one) => one.platform === currentPlatform() && one.flavour === flavour);
  if (!build) return undefined;
  const folders = engineFolders(lock.tensorflow, build);
  const files = readFileSizes(folders.manifest);
  if (!files || !haveSizes(folders.root, files)) return undefined;
  return {
    folder: folders.packages,
    addon: join(folders.addon, ADDON_FILE),
    tensorflow: lock.tensorflow,
    flavour,
  };
}
