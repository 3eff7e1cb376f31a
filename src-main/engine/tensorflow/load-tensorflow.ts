import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { AppError, messageOf } from '../../../src-shared/errors.ts';
import { type EngineInstall, findEngine } from '../../install/find-engine.ts';
import { appFolder } from '../../paths.ts';
import type { TensorFlowBinding } from './binding.ts';

type Tf = typeof import('@tensorflow/tfjs-node-gpu');

/** TensorFlow, loaded: `tf` is tfjs with TensorFlow's C library below it, `binding` the native add-on for running graphs in sessions. */
export interface TensorFlow {
  tf: Tf;
  /** tfjs' eager backend on `binding`. */
  backend: ReturnType<Tf['backend']>;
  binding: TensorFlowBinding;
  install: EngineInstall;
}

let loaded: TensorFlow | undefined;

/**
 * Loads the installed TensorFlow into this process (about a second the first time, the same object afterwards). Only the engine's child process does this, and it must
 * have been started with `engineEnvironment()`. Throws `engine-missing` if the engine is not installed or cannot be loaded.
 */
export function loadTensorFlow(): TensorFlow {
  loaded ??= load();
  return loaded;
}

function load(): TensorFlow {
  const install = findEngine();
  if (!install) {
    throw new AppError(
      'engine-missing',
      'TensorFlow is not installed on this machine: run `npm run engine:install`.',
    );
  }
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  restoreRemovedUtilities();
  try {
    const tf = requireWithAddon(install.addon);
    const backend = tf.backend();
    return { tf, backend, binding: bindingOf(backend), install };
  } catch (error) {
    throw new AppError(
      'engine-missing',
      `TensorFlow in ${install.folder} cannot be loaded (${messageOf(error)}): delete that folder and run \`npm run engine:install\`.`,
      { cause: error },
    );
  }
}

/** tfjs-node 4.22 calls functions of `util` that Node 23 and later no longer have. */
function restoreRemovedUtilities(): void {
  const removed = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(removed)) {
    if (!(name in util)) Object.defineProperty(util, name, { value });
  }
}

/**
 * Requires tfjs-node with the add-on at `addon`. tfjs-node asks `@mapbox/node-pre-gyp` where its add-on is, and expects it inside its own package, where ours
 * cannot be: `npm ci` would delete it, and an installed application is read-only. So for the time of the require, another module answers
 * in that one's place.
 */
function requireWithAddon(addon: string): Tf {
  const require = createRequire(join(appFolder, 'package.json'));
  const tfjsRequire = createRequire(require.resolve('@tensorflow/tfjs-node-gpu'));
  const locator = tfjsRequire.resolve('@mapbox/node-pre-gyp');
  const before = tfjsRequire.cache[locator];
  const standIn = new Module(locator);
  standIn.exports = { find: () => addon };
  standIn.loaded = true;
  tfjsRequire.cache[locator] = standIn;
  try {
    return require('@tensorflow/tfjs-node-gpu');
  } finally {
    if (before) tfjsRequire.cache[locator] = before;
    else delete tfjsRequire.cache[locator];
  }
}

function bindingOf(backend: object): TensorFlowBinding {
  if (!('binding' in backend)) throw new Error('tfjs did not choose its TensorFlow backend');
  // tfjs-node declares the binding too, but without the types of data that its sources take.
  return backend.binding as TensorFlowBinding;
}
