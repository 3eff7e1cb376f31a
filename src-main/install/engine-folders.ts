import { join } from 'node:path';
import { cacheFolder } from '../paths.ts';
import { readAddonSources, shortHash } from './addon-sources.ts';
import { COMPILE_FLAGS } from './compile-flags.ts';
import type { EngineBuild } from './engine-lock.ts';

/** The name that tfjs-node's sources give the Node-API module. */
export const ADDON_FILE = 'tfjs_binding.node';

/** Where one build of the engine lives: `<cache>/engine/<TensorFlow version>-<flavour>/`. */
export interface EngineFolders {
  root: string;
  /** The wheels unpacked side by side, as Python's site-packages would have them. */
  packages: string;
  /** For each wheel that is completely unpacked one file, named by its SHA-256, with the sizes of its files. */
  unpacked: string;
  /** Completely downloaded wheels that wait for being unpacked. */
  downloads: string;
  /** Unfinished work; whatever is in it when an installation starts is rubbish of a killed one. */
  temporary: string;
  /** The compiled add-on with its manifest. It appears by one rename, as the last step, so it is there or the engine is not. */
  addon: string;
  /** Sizes of the libraries and the add-on, by path relative to `root`: enough to see quickly that all is there. */
  manifest: string;
}

/** The folders of a build. The add-on's is named by all that it is made from, so that any change of that compiles anew. */
export function engineFolders(tensorflow: string, build: EngineBuild): EngineFolders {
  const root = join(cacheFolder(), 'engine', `${tensorflow}-${build.flavour}`);
  const key = shortHash([
    build.platform,
    ...build.wheels.map((wheel) => wheel.sha256),
    ...COMPILE_FLAGS,
    ...readAddonSources().flatMap((source) => [source.name, source.content]),
  ]);
  const addon = join(root, `addon-${key}`);
  return {
    root,
    packages: join(root, 'packages'),
    unpacked: join(root, 'unpacked'),
    downloads: join(root, 'downloads'),
    temporary: join(root, 'temporary'),
    addon,
    manifest: join(addon, 'engine.json'),
  };
}
