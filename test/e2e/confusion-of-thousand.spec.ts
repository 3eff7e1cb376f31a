import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { serve } from '../../scripts/lib/serve.ts';
import { openWorkspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { addAnsweredRun } from '../helpers/answered-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';
import { inspect } from './inspect.ts';
import { test as base, expect, type Studio } from './studio.ts';

const CLASSES = 1000;
const ids: string[] = [];

/** A server whose workspace has two runs that have told a thousand classes apart, as if trained: they mistake a class for its neighbours. */
const test = base.extend<object, { studio: Studio }>({
  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'studio-thousand-'));
      const path = join(folder, 'workspace');
      const workspace = await openWorkspace(path, { mode: 'write' });
      const { store, files } = workspace;
      const dataset = makeTinyDataset(store, recordsFile(path), {
        name: 'Thousand',
        classes: Array.from({ length: CLASSES }, (_, index) => `species ${index}`),
        images: { train: 0, val: 1, test: 4 },
        drawn: 3,
      });
      // Classes whose numbers differ by 500 are taken for one another: far apart as given, side by side when clustered.
      const says = (every: number) => (place: number, label: number) =>
        place % every === 0 ? (label + CLASSES / 2) % CLASSES : label;
      for (const [name, every] of [
        ['Half', 2],
        ['Quarter', 4],
      ] as const) {
        ids.push((await addAnsweredRun(store, files, { name, dataset, says: says(every) })).id);
      }
      await workspace.close();
      const server = await serve(['--port', '0', '--workspace', path]);
      if (server === null) throw new Error('The server did not start');
      await use({ address: server.address.href, folder });
      await server.stop();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Pixels of the canvas that are not of the colour of nothing, in which its upper right corner is. */
function drawnPixels(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const image = element.getContext('2d')?.getImageData(0, 0, element.width, element.height);
    const pixels = new Uint32Array(image?.data.buffer ?? new ArrayBuffer());
    const nothing = pixels[element.width - 1];
    let drawn = 0;
    for (const pixel of pixels) if (pixel !== nothing) drawn++;
    return drawn;
  });
}

test('a thousand classes are drawn, clustered, searched and read cell by cell', async ({ page }) => {
  await page.goto(new URL(`/#/compare/confusion?runs=${ids.join()}`, page.url()).href);
  const region = page.getByRole('region', { name: 'Confusion', exact: true });
  const canvas = region.getByRole('img', { name: /^Confusion matrix of 1000 classes/ });
  await expect.poll(() => drawnPixels(canvas)).toBeGreaterThan(CLASSES);

  await canvas.focus();
  await page.keyboard.press('ArrowDown');
  await expect(region.getByText('species 0 recognised: 2 of 4 pictures (50.0 %)')).toBeVisible();
  await region.getByText('Clustered').click();
  await canvas.focus();
  await page.keyboard.press('ArrowRight');
  await expect(region.getByText('species 0 taken for species 500: 2 of 4 pictures')).toBeVisible();
  await page.keyboard.press('Enter');
  const pictures = page.getByRole('region', { name: 'Pictures of the cell' });
  await expect(pictures).toContainText('species 0, taken for species 500 by Half: 2 pictures');
  await expect(pictures.getByRole('img')).toHaveCount(2);

  await canvas.click();
  await expect(pictures).toContainText(
    /^species \d+, (recognised|taken for species \d+) by Half: \d picture/,
  );
  await inspect(page, 'confusion-thousand');

  const whole = await drawnPixels(canvas);
  for (let step = 0; step < 8; step++) await region.getByRole('button', { name: 'Zoom in' }).click();
  await expect(region.getByText('species 500').first()).toBeVisible();
  expect(await drawnPixels(canvas)).toBeGreaterThan(10 * whole);

  const search = page
    .getByRole('textbox', { name: 'Look at one class' })
    .or(page.getByRole('combobox', { name: 'Look at one class' }))
    .first();
  await search.fill('species 77');
  await page.getByRole('option', { name: 'species 777', exact: true }).click();
  await expect(region.getByRole('table', { name: 'species 777 was taken for' })).toContainText('species 277');
});

test('of a thousand classes two runs have a difference, and a run its epochs', async ({ page }) => {
  await page.goto(new URL(`/#/compare/confusion?runs=${ids.join()}`, page.url()).href);
  const region = page.getByRole('region', { name: 'Confusion', exact: true });
  await page
    .getByRole('textbox', { name: 'Other run' })
    .or(page.getByRole('combobox', { name: 'Other run' }))
    .first()
    .click();
  await page.getByRole('option', { name: 'Quarter', exact: true }).click();
  await expect(region).toContainText('Blue: more pictures with Quarter');
  await expect(region.getByRole('table', { name: 'Largest differences' })).toContainText('−1');

  await region.getByText('Validation').click();
  await page.getByRole('slider').press('Home');
  await expect(region.getByText('Shown: epoch 1')).toBeVisible();
  const canvas = region.getByRole('img', { name: /^Confusion matrix of 1000 classes/ });
  await canvas.focus();
  await page.keyboard.press('ArrowDown');
  // At first the runs said the same of everything.
  await expect(region).toContainText('species 0 recognised: 1 of 1 picture (100.0 %) by Half');
});
