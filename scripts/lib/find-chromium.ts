import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { execa } from 'execa';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser for the end-to-end tests: `CHROME_PATH`, the system's, or the one that Playwright has fetched. */
export function findChromium(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...MAC_APPS,
    chromium.executablePath(),
  ];
  return candidates.find((file) => existsSync(file));
}

/** As `findChromium`, after installing it with apt-get where that may be done without asking. */
export async function ensureChromium(): Promise<string | undefined> {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() !== 0 || !(await hasAptGet())) return undefined;
  console.error('Installing Chromium with apt-get …');
  // A new machine has no package lists yet.
  await apt('update', '-qq');
  await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  return findChromium();
}

async function hasAptGet(): Promise<boolean> {
  return !(await execa('apt-get', ['--version'], { reject: false, stdio: 'ignore' })).failed;
}

async function apt(...args: string[]): Promise<void> {
  await execa('apt-get', args, {
    reject: false,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}
