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

/**
 * Milliseconds from the drop of a picture on the page of activations until each layer's maps of it are drawn: of the first one, dropped `restMs` after
 * the page of a server that has just started was opened, and of those after it.
 */
export async function timeDrops(
  workspace: string,
  runId: string,
  { restMs, drops }: { restMs: number; drops: number },
): Promise<number[]> {
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
    await page.goto(new URL(`#/runs/${runId}/inspect/activations`, page.url()).href);
    await page.getByText('Drop another here.').waitFor({ timeout: 60_000 });
    await page.waitForTimeout(restMs);
    const times: number[] = [];
    for (let drop = 0; drop < drops; drop++) {
      const file = join(folder, `dropped ${drop}.jpg`);
      await writePicture(file, drop % SAMPLE.classes.length, SAMPLE.picturesPerClass + drop);
      times.push(await dropOne(page, file));
    }
    return times;
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
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
