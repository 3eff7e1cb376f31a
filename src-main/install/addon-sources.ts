import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { appFolder } from '../paths.ts';

// Not called `require`: the desktop bundle has a variable of that name.
const appRequire = createRequire(join(appFolder, 'package.json'));

/** tfjs-node-gpu's C++ sources of the Node-API add-on, as published in its npm package. */
function addonSourcesFolder(): string {
  return join(packageFolder('@tensorflow/tfjs-node-gpu'), 'binding');
}

/** The folder with `node_api.h`. */
export function nodeApiHeadersFolder(): string {
  return join(packageFolder('node-api-headers'), 'include');
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

/** Where the compiler can read the package: it cannot look into the archive that the packaged program is in. */
function packageFolder(name: string): string {
  const folder = dirname(appRequire.resolve(`${name}/package.json`));
  return folder.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}
