import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { SAMPLE } from '../../src-main/data/sample/sample.ts';
import { writePicture } from '../../src-main/data/sample/write-sample.ts';
import { ensureBuilt } from './ensure-built.ts';
import { findChromium } from './find-chromium.ts';
import { serve } from './serve.ts';

/** Run by the page: when a picture is dropped, and when all layers of it are drawn. As text, because this project's scripts know no window. */
const WATCH = (file: string) => `
  window.shown = new Promise((resolve) => {
    let dropped;
    addEventListener('drop', () => { dropped = performance.now(); }, { capture: true, once: true });
    new MutationObserver((_, observer) => {
      const layers = [...document.querySelectorAll('section section')];
      const areDrawn = layers.length > 0 && layers.every((layer) => layer.querySelector('canvas'));
      const named = document.querySelector('[aria-label="Picture to look at"]')?.textContent.includes('${file}');
      if (dropped === undefined || !areDrawn || !named) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - dropped)));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  undefined`;

/** Run by the page: when the pointer comes to a tile and clicks it, and when another channel than before is drawn enlarged. */
const WATCH_CLICK = `
  window.enlarged = new Promise((resolve) => {
    const lens = document.querySelector('section[aria-label="One channel"]');
    const shown = () => lens.querySelector('canvas[aria-label*=", channel "]')?.ariaLabel.split('. ')[0];
    const before = shown();
    let begun;
    addEventListener('pointermove', () => { begun = performance.now(); }, { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (begun === undefined || shown() === undefined || shown() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
    }).observe(lens, { subtree: true, childList: true, attributes: true });
  });
  undefined`;

/** Between two clicks: nobody clicks faster than he looks. */
const REST_MS = 500;

interface TimedDrops {
  /** How long the page stands before the first picture is dropped. */
  readonly restMs: number;
  readonly drops: number;
  /** Clicks on channels of the last picture. */
  readonly clicks?: number;
  /** Called with the server's address once the page stands; gives back what ends whatever it began. */
  readonly meanwhile?: (page: Page) => Promise<() => Promise<void>>;
}

interface Times {
  /** From the drop of a picture on the page of activations until each layer's maps of it are drawn, milliseconds: of the first one, and of those after it. */
  readonly drops: readonly number[];
  /** From a click on a channel of any layer until it is drawn enlarged, milliseconds. */
  readonly clicks: readonly number[];
}

/** Times what people wait for in the inspector, in Chromium, on a server that has just started. */
export async function timeDrops(
  workspace: string,
  runId: string,
  { restMs, drops, clicks = 0, meanwhile }: TimedDrops,
): Promise<Times> {
  await ensureBuilt();
  const folder = await mkdtemp(join(tmpdir(), 'bench-inspect-'));
  const server = await serve(['--port', '0', '--workspace', workspace]);
  if (!server) throw new Error('The server did not start.');
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    // So high that no layer is out of sight, for those are not drawn before they are scrolled to.
    const page = await browser.newPage({ viewport: { width: 1280, height: 6000 } });
    await page.goto(server.address.href);
    const end = await meanwhile?.(page);
    await page.goto(new URL(`#/runs/${runId}/inspect/activations`, page.url()).href);
    await page.getByText('Drop another here.').waitFor({ timeout: 60_000 });
    await page.waitForTimeout(restMs);
    const times = { drops: [] as number[], clicks: [] as number[] };
    for (let drop = 0; drop < drops; drop++) {
      const file = join(folder, `dropped ${drop}.jpg`);
      await writePicture(file, drop % SAMPLE.classes.length, SAMPLE.picturesPerClass + drop);
      times.drops.push(await dropOne(page, file));
    }
    for (let click = 0; click < clicks; click++) times.clicks.push(await clickOne(page, click));
    await end?.();
    return times;
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

/** A click on the first channel of another layer each time; the first layer's is shown before. */
async function clickOne(page: Page, click: number): Promise<number> {
  const sheets = page.locator('section section canvas');
  const sheet = sheets.nth((click + 1) % (await sheets.count()));
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  if (!box) throw new Error('There is no channel to click on.');
  await page.mouse.move(0, 0);
  await page.waitForTimeout(REST_MS);
  await page.evaluate(WATCH_CLICK);
  await page.mouse.click(box.x + 4, box.y + 4);
  return await page.evaluate<number>('enlarged');
}

async function dropOne(page: Page, file: string): Promise<number> {
  const target = await page.getByRole('group', { name: 'Picture to look at' }).boundingBox();
  if (!target) throw new Error('There is no place to drop a picture.');
  await page.evaluate(WATCH(basename(file)));
  const devtools = await page.context().newCDPSession(page);
  const place = { x: target.x + target.width / 2, y: target.y + target.height / 2 };
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...place, data });
  }
  await devtools.detach();
  return await page.evaluate<number>('shown');
}
