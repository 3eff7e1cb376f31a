import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { appFolder } from '../paths.ts';

const require = createRequire(join(appFolder, 'package.json'));

/** tfjs-node-gpu's C++ sources of the Node-API add-on, as published in its npm package. */
function addonSourcesFolder(): string {
  return join(dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json')), 'binding');
}

/** The folder with `node_api.h`. */
export function nodeApiHeadersFolder(): string {
  return join(dirname(require.resolve('node-api-headers/package.json')), 'include');
}

/** The add-on's source files by name, in a fixed order. */
export function readAddonSources(): { name: string; content: Buffer }[] {
  const folder = addonSourcesFolder();
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cc') || name.endsWith('.h'))
    .sort()
    .map((name) => ({ name, content: readFileSync(join(folder, name)) }));
}

/** A short hash of everything given, to name a folder by what it was made from. */
export function shortHash(parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}
