import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { appFolder, builtRendererFolder } from '../../src-main/paths.ts';

const SOURCES = [
  'src-main/**/*.ts',
  'src-renderer/**/*',
  'src-shared/**/*.ts',
  'electron.vite.config.ts',
  'package-lock.json',
];

const BUILT = [
  join(builtRendererFolder, 'index.html'),
  join(appFolder, 'out/main/main.js'),
  join(appFolder, 'out/preload/preload.cjs'),
];

/** Builds the window and the desktop shell into out/ where they are missing or older than their sources. */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return;
  console.error('Building the window …');
  await execa('electron-vite', ['build', '--logLevel', 'warn'], {
    cwd: appFolder,
    preferLocal: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function isFresh(): boolean {
  if (!BUILT.every((file) => existsSync(file))) return false;
  const builtAt = Math.min(...BUILT.map((file) => statSync(file).mtimeMs));
  return globSync(SOURCES, { cwd: appFolder }).every(
    (file) => statSync(join(appFolder, file)).mtimeMs <= builtAt,
  );
}
