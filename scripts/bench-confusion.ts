import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { openWorkspace } from '../src-main/services/open-workspace.ts';
import { recordsFile } from '../src-main/services/train-run.ts';
import { addAnsweredRun } from '../test/helpers/answered-run.ts';
import { makeTinyDataset } from '../test/helpers/tiny-dataset.ts';
import { ensureBuilt } from './lib/ensure-built.ts';
import { findChromium } from './lib/find-chromium.ts';
import { serve } from './lib/serve.ts';

/**
 * `node scripts/bench-confusion.ts [PICTURES] [ROUNDS]`: how long the confusion matrix of 1,000 classes takes in Chromium without a GPU, with so many test pictures
 * a class (50, as ImageNet's validation has). Times go from the event to the last change of the page that follows it; `task` is the longest
 * that the window stood still meanwhile. The runs have answers but no networks; the workspace is in the temporary folder and deleted afterwards.
 */
const [pictures, rounds] = [Number(process.argv[2] ?? 50), Number(process.argv[3] ?? 7)];
const CLASSES = 1000;

/** Runs in the page, so it is text. */
const IN_PAGE = `
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    put.apply(this, args);
    window.changedAt = performance.now();
  };
  window.begin = () => {
    window.startedAt = performance.now();
    window.changedAt = 0;
    window.tasks = [];
  };
  window.begin();
  for (const type of ['pointerup', 'keydown']) addEventListener(type, () => window.begin(), true);
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(() => { window.changedAt = performance.now(); })
      .observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask' });
  window.taken = () => window.changedAt > 0 && performance.now() - window.changedAt > 700 &&
    { ms: window.changedAt - window.startedAt, task: Math.max(0, ...window.tasks) };`;

const folder = mkdtempSync(join(tmpdir(), 'bench-confusion-'));
try {
  const ids = await writeRuns();
  await ensureBuilt();
  await bench(ids);
} finally {
  rmSync(folder, { recursive: true });
}

/** Two runs whose mistakes lie among ten neighbours, and a few anywhere. */
async function writeRuns(): Promise<string[]> {
  console.error('Writing the runs …');
  const workspace = await openWorkspace(folder, { mode: 'write' });
  const { store, files } = workspace;
  const dataset = makeTinyDataset(store, recordsFile(folder), {
    classes: Array.from({ length: CLASSES }, (_, index) => `class ${index}`),
    images: { train: 0, val: 5, test: pictures },
    drawn: 1,
  });
  const says = (by: number) => (place: number, label: number) => {
    const chance = (place * 7919 * by) % 100;
    if (chance < 60) return label;
    return chance < 95 ? label - (label % 10) + ((label + chance) % 10) : (place * 31 * by) % CLASSES;
  };
  const ids = [];
  for (const by of [1, 3]) {
    ids.push((await addAnsweredRun(store, files, { name: `Run ${by}`, dataset, says: says(by) })).id);
  }
  await workspace.close();
  return ids;
}

async function bench(ids: readonly string[]): Promise<void> {
  const server = await serve(['--port', '0', '--workspace', folder]);
  if (server === null) throw new Error('The server did not start.');
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const page = await browser.newPage({
      bypassCSP: true,
      viewport: { width: 1280, height: 1000 },
      reducedMotion: 'reduce',
    });
    await page.addInitScript(IN_PAGE);
    await page.goto(server.address.href);
    const times = new Map<string, { ms: number; task: number }[]>();
    for (let round = 0; round < rounds; round++) await measure(page, ids, times);
    for (const [what, all] of times)
      console.log(what, spread(all.map(({ ms }) => ms)), 'task', spread(all.map(({ task }) => task)));
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function measure(
  page: Page,
  ids: readonly string[],
  times: Map<string, { ms: number; task: number }[]>,
): Promise<void> {
  const note = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    await page.evaluate('begin()');
    await act();
    if (what === 'open') await page.getByRole('img', { name: /^Confusion matrix/ }).waitFor();
    const taken = await (await page.waitForFunction('taken()')).jsonValue();
    times.set(what, [...(times.get(what) ?? []), taken as { ms: number; task: number }]);
  };
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await page.evaluate(`location.assign('#/runs')`);
  await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
  await page.waitForTimeout(1000);
  await note('open', () => page.evaluate(`location.assign('#/compare/confusion?runs=${ids.join()}')`));
  const box = await page.getByRole('img', { name: /^Confusion matrix/ }).boundingBox();
  if (!box) throw new Error('The matrix is not there.');
  for (const share of [0.2, 0.5, 0.8]) {
    await note('hover', () => page.mouse.move(box.x + box.width * share, box.y + box.height * 0.4));
  }
  await note('clustered', () => page.getByText('Clustered').click());
  await note('percent', () => page.getByText('Percent of the class').click());
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let step = 0; step < 3; step++) await note('zoom', () => button('Zoom in').click());
  await note('show all', () => button('Show all classes').click());
  await note('cell', () =>
    page
      .getByRole('button', { name: /taken for/ })
      .nth(2)
      .click(),
  );
  const search = page
    .getByRole('combobox', { name: 'Look at one class' })
    .or(page.getByRole('textbox', { name: 'Look at one class' }))
    .first();
  await note('search opens', () => search.click());
  await note('search', () => search.pressSequentially('5'));
  await note('search', () => search.pressSequentially('5'));
  await note('class', () => page.getByRole('option', { name: 'class 55', exact: true }).click());
  const other = page
    .getByRole('combobox', { name: 'Other run' })
    .or(page.getByRole('textbox', { name: 'Other run' }))
    .first();
  await other.click();
  await note('difference', () => page.getByRole('option', { name: 'Run 3' }).click());
  await page.getByText('Validation').click();
  await page.waitForTimeout(1500);
  await note('epoch', () => page.getByRole('slider').press('Home'));
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `median ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)}, slowest ${Math.round(sorted.at(-1) ?? 0)}`;
}
