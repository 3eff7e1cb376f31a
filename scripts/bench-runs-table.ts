import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { ensureBuilt } from './lib/ensure-built.ts';
import { ensureChromium } from './lib/find-chromium.ts';
import { serve } from './lib/serve.ts';
import { addSyntheticRuns } from './lib/synthetic-runs.ts';

/** `node scripts/bench-runs-table.ts [RUNS]`: how quickly Chromium lists, filters and sorts the runs of a workspace; 10,000 where nobody says otherwise. */

const LISTS = 5;
const TIMES = 9;
const FILTERS = ['top1>0.9', 'net:alexnet lr<=0.01', 'sweep', 'status:completed -net:zfnet epoch>10', ''];
const COLUMNS = ['Best accuracy', 'Name', 'Duration', 'Network'];

const count = Number(process.argv[2] ?? 10_000);
await ensureBuilt();
const folder = await mkdtemp(join(tmpdir(), 'bench-runs-'));
addSyntheticRuns(folder, count);
const server = await serve(['--port', '0', '--workspace', folder]);
if (server === null) throw new Error('The server did not start.');
const chrome = await ensureChromium();
const browser = await chromium.launch({
  ...(chrome && { executablePath: chrome }),
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(server.address.href);
  await page.goto(new URL('#/runs', page.url()).href);
  const grid = page.getByRole('grid', { name: 'Runs' });
  const [firstRows, allRows]: [number[], number[]] = [[], []];
  for (let i = 0; i < LISTS; i++) {
    await grid.waitFor();
    // What this page still asks for is not to be answered in the next one's time.
    await page.waitForTimeout(2000);
    await page.reload();
    const opened = performance.now();
    await grid.waitFor();
    firstRows.push(performance.now() - opened);
    await page.getByText(new RegExp(`^${count.toLocaleString('en-US')} runs?$`)).waitFor();
    allRows.push(performance.now() - opened);
  }
  report('first rows after the page was loaded', firstRows);
  report('all rows', allRows);
  report('filter', await measure(page, 'filter', FILTERS));
  report('sort', await measure(page, 'sort', COLUMNS));
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
}

function report(what: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const [median = 0, slowest = 0] = [sorted[sorted.length >> 1], sorted.at(-1)];
  console.log(
    `${what}: median ${median.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms of ${sorted.length}`,
  );
}

/** Each of the inputs so many times over, in milliseconds from the event to the picture after the table has changed. */
async function measure(page: Page, what: 'filter' | 'sort', inputs: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < TIMES * inputs.length; i++) {
    times.push(await page.evaluate(timeOf, [what, inputs[i % inputs.length] ?? ''] as const));
    // What is at work after the picture is not to be counted with the next one.
    await page.waitForTimeout(150);
  }
  return times;
}

/** Runs in the page. */
function timeOf([what, input]: readonly ['filter' | 'sort', string]): Promise<number> {
  return new Promise((resolve, reject) => {
    const grid = document.querySelector('[role=grid]');
    const field = document.querySelector<HTMLInputElement>('input[aria-label="Filter runs"]');
    const heads = [...document.querySelectorAll<HTMLElement>('th button')];
    const head = heads.find(({ textContent }) => textContent?.startsWith(input));
    if (!grid || !field || (what === 'sort' && !head)) return reject(new Error('The page has no table.'));
    const changes = new MutationObserver(() => {
      changes.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
    });
    const body = grid.querySelector('tbody') ?? grid;
    changes.observe(body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-row'],
    });
    const started = performance.now();
    if (what === 'sort') return head?.click();
    // As a key would: React listens to the event and reads the value.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, input);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
