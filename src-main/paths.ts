import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import envPaths from 'env-paths';

const user = envPaths('alexnet-studio', { suffix: '' });

/**
 * The folder that holds package.json, resources/ and out/. This file runs as `src-main/paths.ts` from source and inside
 * `out/main/*.js` when bundled, so the folder is searched upwards instead of counted in `..`.
 */
export const appFolder = findAppFolder(import.meta.dirname);

/** Read-only files that ship with the program: migrations, engine lock, icon. */
export const resourcesFolder = join(appFolder, 'resources');

/** The renderer as built by `npm run build`; what both shells serve. */
export const builtRendererFolder = join(appFolder, 'out', 'renderer');

/** Per-user folder for what can be fetched again: the engine's libraries. `ALEXNET_STUDIO_CACHE` overrides it. */
export function cacheFolder(): string {
  return process.env['ALEXNET_STUDIO_CACHE'] ?? user.cache;
}

/** Where data sets and runs live unless `--workspace` or `ALEXNET_STUDIO_WORKSPACE` says otherwise. */
export function defaultWorkspaceFolder(): string {
  return process.env['ALEXNET_STUDIO_WORKSPACE'] ?? join(user.data, 'workspace');
}

/** The file that a child process or a thread starts with: its source where this program runs from source, else its bundle in `out/main`. */
export function childEntry(folder: 'engine' | 'engine/reader' | 'data' | 'series'): string {
  const fromSource = import.meta.filename.endsWith('.ts');
  return fromSource
    ? join(appFolder, 'src-main', folder, 'main.ts')
    : join(appFolder, 'out', 'main', `${basename(folder)}.js`);
}

function findAppFolder(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'resources'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No AlexNet Studio installation around ${start}`);
    folder = parent;
  }
  return folder;
}
