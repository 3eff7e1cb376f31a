import { cpSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { updateSeries } from '../src-main/series/update-series.ts';
import { openStore } from '../src-main/store/store.ts';
import { DatasetId, type RunId } from '../src-shared/ids.ts';
import { RECIPES } from '../src-shared/recipe.ts';
import { ensureBuilt } from './lib/ensure-built.ts';
import { findChromium } from './lib/find-chromium.ts';
import { serve } from './lib/serve.ts';

/**
 * `node scripts/bench-charts.ts [--runs 50] [--points 1000000] [--distinct 2] [--rounds 7]`: how long the charts of the Compare page take over
 * long runs, in Chromium without a GPU. Fifty million rows would take the database an hour, so only the `distinct` first runs have all of their
 * points there; the others get copies of those runs' series files, and the one last point by which the server sees that they are up to date.
 * Makes a workspace in the system's temporary folder (about 80 MB a million points of a run) and deletes it afterwards.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    points: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '7' },
    distinct: { type: 'string', default: '2' },
  },
});
const [runCount, points, rounds] = [Number(values.runs), Number(values.points), Number(values.rounds)];
const distinct = Math.min(runCount, Number(values.distinct));
const BYTES_A_POINT = 85;
/** Nobody chooses runs of the table in less. */
const CHOOSING_MS = 1000;

/** Runs in the page, so it is text: remembers when something was begun, and when the charts were drawn last. */
const IN_PAGE = `
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    draw.apply(this, args);
    window.lastDrawing = performance.now();
  };
  window.begin = () => {
    performance.clearResourceTimings();
    window.startedAt = performance.now();
    window.lastDrawing = 0;
  };
  addEventListener('mouseup', () => window.begin(), true);
  // Milliseconds until the last chart was drawn from the numbers that were asked for; false while that goes on.
  window.taken = () => {
    const answers = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/series?'));
    const answered = Math.max(...answers.map(({ responseEnd }) => responseEnd));
    const isDone = answers.length > 0 && window.lastDrawing > answered && performance.now() - window.lastDrawing > 500;
    return isDone && window.lastDrawing - window.startedAt;
  };`;

const folder = mkdtempSync(join(tmpdir(), 'bench-charts-'));
try {
  await bench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  const ids = writeRuns();
  const prepareSeconds = await prepareSeries(ids);
  await ensureBuilt();
  const server = await serve(['--port', '0', '--workspace', folder]);
  if (server === null) throw new Error('The server did not start.');
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const page = await browser.newPage({ bypassCSP: true, viewport: { width: 1280, height: 1000 } });
    await page.addInitScript(IN_PAGE);
    await page.goto(server.address.href);
    console.log(JSON.stringify({ prepareSeconds, ...(await measure(browser, page, ids)) }, null, 2));
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Runs whose losses fall under noise. By one statement a run: a million single ones would take ten times as long. */
function writeRuns(): RunId[] {
  const disk = statfsSync(folder);
  const needed = runCount * points * BYTES_A_POINT;
  if (disk.bavail * disk.bsize < needed) {
    throw new Error(`${folder} has no room for ${Math.ceil(needed / 1e9)} GB: take fewer runs or points.`);
  }
  console.error(`Writing ${runCount} runs of ${points} points …`);
  const store = openStore(folder, { mode: 'write' });
  const ids = Array.from({ length: runCount }, (_, index) => {
    const run = store.runs.insert({
      name: `Run ${index + 1}`,
      dataset: { id: DatasetId.parse('dataset1'), name: 'Noise', version: 1 },
      classes: ['cat', 'dog'],
      recipe: { ...RECIPES.deck, seed: index },
      stepsPerEpoch: Math.ceil(points / 100),
      startedFrom: null,
    });
    store.runs.update(run.id, { state: { status: 'completed' } });
    return run.id;
  });
  store.close();
  const db = new DatabaseSync(join(folder, 'workspace.sqlite'));
  db.exec('PRAGMA synchronous = OFF');
  const insert = db.prepare(
    `WITH RECURSIVE steps (step, noise) AS (
       SELECT 1, 0.5 UNION ALL SELECT step + 1, (random() & 65535) / 65536.0 FROM steps WHERE step < ?
     )
     INSERT INTO step_metrics (run_id, step, loss, top1, learning_rate, step_ms, data_wait_ms)
     SELECT ?, step, ? / (1 + step * 1e-5) + 0.3 * noise, 1 - 1 / (1 + step * 1e-5) * noise, 0.01, 60 + noise, noise FROM steps`,
  );
  const copyLast = db.prepare(
    `INSERT INTO step_metrics SELECT ?, step, loss, top1, learning_rate, step_ms, data_wait_ms
     FROM step_metrics WHERE run_id = ? ORDER BY step DESC LIMIT 1`,
  );
  for (const [index, id] of ids.entries()) {
    if (index < distinct) insert.run(points, id, 2 + index);
    else copyLast.run(id, ids[index % distinct] ?? id);
  }
  const epoch = db.prepare(
    `INSERT INTO epoch_metrics (run_id, epoch, step, train_loss, train_top1, val_loss, val_top1, val_top5, seconds, images_per_second)
     VALUES (?, ?, ?, 1, 0.5, ?, ?, ?, 60, 80)`,
  );
  for (const [index, id] of ids.entries()) {
    for (let n = 1; n <= 100; n += 1) {
      const gained = 1 - 1 / (1 + n * (0.02 + index / 1000));
      epoch.run(id, n, Math.floor((n * points) / 100), 2 - gained, gained, Math.sqrt(gained));
    }
  }
  db.close();
  return ids;
}

/** Makes the series of the distinct runs, copies them to the others, and gives the seconds that one took. */
async function prepareSeries(ids: readonly RunId[]): Promise<number> {
  const store = openStore(folder, { mode: 'read' });
  const seriesOf = (id: RunId) => join(folder, 'runs', id, 'series');
  const started = performance.now();
  for (const id of ids.slice(0, distinct)) await updateSeries(store.metrics, id, seriesOf(id));
  const seconds = (performance.now() - started) / 1000 / distinct;
  store.close();
  for (const [index, id] of ids.entries()) {
    if (index >= distinct) cpSync(seriesOf(ids[index % distinct] ?? id), seriesOf(id), { recursive: true });
  }
  return Number(seconds.toFixed(1));
}

async function measure(browser: Browser, page: Page, ids: readonly RunId[]) {
  const address = `#/compare/charts?runs=${ids.join()}`;
  const first: number[] = [];
  const zoom: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await go(page, '#/runs');
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
    await page.waitForTimeout(CHOOSING_MS);
    first.push(await untilDrawn(page, () => go(page, address)));
    zoom.push(await untilDrawn(page, () => drag(page, 0.2 + 0.05 * (round % 3))));
    zoom.push(await untilDrawn(page, () => drag(page, 0.5)));
  }
  return {
    runs: ids.length,
    points,
    firstDrawMs: spread(first),
    zoomMs: spread(zoom),
    windowMegabytes: await windowMegabytes(browser),
  };
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.assign(${JSON.stringify(hash)})`);
}

/** Drags over a tenth of the first chart; time begins when the button is let go. */
async function drag(page: Page, from: number): Promise<void> {
  const box = await page.getByRole('img', { name: /^Training loss of/ }).boundingBox();
  if (!box) throw new Error('The chart is not there.');
  await page.mouse.move(box.x + box.width * from, box.y + 80);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * (from + 0.1), box.y + 80);
  await page.mouse.up();
}

/** Milliseconds from what `act` does to the frame in which the last chart is drawn from the numbers that it asked for. */
async function untilDrawn(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate('begin()');
  await act();
  const taken = await page.waitForFunction('taken()');
  return Number(await taken.jsonValue());
}

function spread(times: readonly number[]): { median: number; slowest: number } {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    median: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    slowest: Math.round(sorted.at(-1) ?? 0),
  };
}

/** Memory of the largest page process as the system counts it (Linux: proportional set size), MB. */
async function windowMegabytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(
      ({ id }) =>
        Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1000,
    );
  return Math.round(Math.max(...sizes));
}
