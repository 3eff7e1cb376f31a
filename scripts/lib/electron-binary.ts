import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { appFolder } from '../../src-main/paths.ts';

const packageFolder = join(appFolder, 'node_modules/electron');
const FETCH_LIMIT_MS = 10 * 60_000;

/** Electron's executable where it was fetched before, else undefined. */
export function findElectron(): string | undefined {
  // The file that Electron's own installer writes; importing the package instead would start a download.
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist');
  const binary = join(folder, readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : undefined;
}

/**
 * Electron's executable, fetched by its own installer if need be: one try, which shows its progress and is given up after ten minutes.
 * Undefined where it cannot be had.
 */
export async function fetchElectron(): Promise<string | undefined> {
  const found = findElectron();
  if (found) return found;
  console.error(`Fetching Electron ${electronVersion()} (about 110 MB, once) …`);
  const { failed } = await execa(process.execPath, [join(packageFolder, 'install.js')], {
    reject: false,
    timeout: FETCH_LIMIT_MS,
    // Progress goes to standard output; the stack of a failure is nobody's help.
    stdio: ['ignore', 'inherit', 'ignore'],
  });
  return failed ? undefined : findElectron();
}

function electronVersion(): string {
  const text = readFileSync(join(packageFolder, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
