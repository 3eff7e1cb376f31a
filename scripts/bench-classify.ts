import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { ensureBuilt } from './lib/ensure-built.ts';
import { findChromium } from './lib/find-chromium.ts';
import { serve } from './lib/serve.ts';

/**
 * How quickly a run's network answers in the window, and how far its answers are from the engine's:
 *
 *   node scripts/bench-classify.ts WORKSPACE RUN PICTURES [COUNT]
 *
 * with a run's id, a folder of pictures (classes below it or not) and how many of them (1,000). The run may have up to 20 classes, all of which the window then shows.
 */

const [workspace, run, pictures, count = '1000'] = process.argv.slice(2);
if (!workspace || !run || !pictures) throw new Error('Say which workspace, which run and which pictures.');
const executablePath = findChromium();
if (!executablePath) throw new Error('There is no Chromium here.');

const DROPS = 10;
/** Every class of the answers that are compared. */
const CLASSES = '20';

/** Run by the page: when a picture is given and when its classes are there. As text, because this project's scripts know no window. */
const WATCH = `
  window.answered = new Promise((resolve) => {
    let given;
    document.querySelector('input[aria-label="Pictures"]').addEventListener(
      'change', () => { given = performance.now(); }, { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (given === undefined || !document.querySelector('article ol')) return;
      observer.disconnect();
      resolve(performance.now() - given);
    }).observe(document.body, { subtree: true, childList: true });
  });
  undefined`;

await ensureBuilt();
const folder = await mkdtemp(join(tmpdir(), 'bench-classify-'));
const server = await serve(['--port', '0', '--workspace', workspace]);
if (!server) throw new Error('The server did not start.');
const browser = await chromium.launch({
  executablePath,
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const files = await findPictures(resolve(pictures), Number(count));
  const page = await browser.newPage();
  await page.goto(server.address.href);
  await page.goto(new URL(`#/classify/with/${run}`, page.url()).href);
  await page.getByText(/answers in this window/).waitFor({ timeout: 300_000 });
  await page.getByLabel('Classes', { exact: true }).fill(CLASSES);
  console.log(
    `load ${loadavg()[0]?.toFixed(1)}; ${await page.getByText(/answers in this window/).textContent()}`,
  );

  const times = [];
  for (const file of files.slice(0, DROPS + 1)) times.push(await dropOne(page, file));
  // The first one starts the decoder.
  const sorted = times.slice(1).sort((a, b) => a - b);
  console.log(
    `a dropped picture: median ${Math.round(sorted[DROPS >> 1] ?? 0)} ms, slowest ${Math.round(sorted.at(-1) ?? 0)} ms, the first ${Math.round(times[0] ?? 0)} ms`,
  );

  const inWindow = await rate(page, () => classifyFolder(page, folder));
  const fromWindow = await answersOf(page);
  const inEngine = await rate(page, () => page.getByText('Engine', { exact: true }).click());
  const fromEngine = await answersOf(page);
  console.log(
    `${files.length} pictures: ${inWindow.toFixed(1)} a second in the window, ${inEngine.toFixed(1)} in the engine (${Math.round((100 * inWindow) / inEngine)} %); load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `largest difference in probability: ${largestDifference(fromWindow, fromEngine).toExponential(1)}`,
  );
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
}

/** Links to the pictures in one folder, so that there are as many as were asked for. */
async function findPictures(from: string, most: number): Promise<string[]> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => /\.(jpe?g|png|webp)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const files = found.sort().slice(0, most);
  for (const [index, file] of files.entries()) await symlink(file, join(folder, `${index}.jpg`));
  return files;
}

/** Milliseconds from the moment a picture is given until its classes are on the page. */
async function dropOne(page: Page, file: string): Promise<number> {
  await page.evaluate(WATCH);
  await page.locator('input[aria-label="Pictures"]').setInputFiles(file);
  const ms = await page.evaluate<number>('answered');
  await page.getByRole('button', { name: 'Clear' }).click();
  return ms;
}

async function classifyFolder(page: Page, path: string): Promise<void> {
  await page.getByLabel('A folder on this computer').fill(path);
  await page.getByRole('button', { name: 'Classify it' }).click();
}

/** Pictures a second, with listing and decoding them. */
async function rate(page: Page, begin: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await begin();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached', timeout: 600_000 });
  return Number(count) / ((performance.now() - begun) / 1000);
}

interface Saved {
  results: {
    file: string;
    answers: { temperature: number; predictions: { label: string; probability: number }[] }[];
  }[];
}

/** What the page saves, at temperature 1 again: file and class to probability. */
async function answersOf(page: Page): Promise<Map<string, number>> {
  await page.getByRole('button', { name: 'Save answers' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'As JSON' }).click();
  // The page wrote it.
  const { results } = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as Saved;
  const all = new Map<string, number>();
  for (const { file, answers } of results) {
    const [answer] = answers;
    if (!answer) throw new Error(`There is no answer to ${file}.`);
    const powers = answer.predictions.map(({ probability }) => probability ** answer.temperature);
    const sum = powers.reduce((total, power) => total + power, 0);
    for (const [index, { label }] of answer.predictions.entries())
      all.set(`${file} ${label}`, (powers[index] ?? 0) / sum);
  }
  return all;
}

function largestDifference(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let largest = a.size === b.size ? 0 : Number.POSITIVE_INFINITY;
  for (const [key, probability] of a)
    largest = Math.max(largest, Math.abs(probability - (b.get(key) ?? Number.POSITIVE_INFINITY)));
  return largest;
}
