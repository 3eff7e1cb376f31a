import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inspect } from './inspect.ts';
import { expect } from './studio.ts';
import { trainedTest as test } from './trained-studio.ts';

/** Weights out of the program and into it again, on one run; the second test uses what the first has downloaded. */
test.describe.configure({ mode: 'serial' });

async function openRun(page: Page): Promise<void> {
  await page.goto(new URL('#/runs', page.url()).href);
  await page.getByRole('grid', { name: 'Runs' }).getByRole('link', { name: 'Looked into' }).click();
  await expect(page.getByRole('heading', { name: 'Looked into' })).toBeVisible();
}

const menu = (page: Page) => page.getByRole('button', { name: 'More actions' });
const downloaded = (folder: string) => join(folder, 'downloaded.onnx');

test('a run is exported as ONNX, proven and downloaded', async ({ page, studio }) => {
  await openRun(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export Looked into' });
  await expect(dialog.getByRole('radio', { name: /ONNX/ })).toBeChecked();
  await inspect(page, 'export-dialog');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByText(/largest difference is \d\.\de-\d/)).toBeVisible();
  await inspect(page, 'export-proven');
  const download = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Download' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Looked into.onnx');
  await file.saveAs(downloaded(studio.folder));
  expect((await stat(downloaded(studio.folder))).size).toBeGreaterThan(1e6);
});

test('an export is stopped', async ({ page }) => {
  await openRun(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export Looked into' });
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
});

test('a training starts from a file of weights, and says what does not fit', async ({ page, studio }) => {
  await openRun(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Train again' }).click();
  await page.getByRole('button', { name: 'Advanced settings' }).click();
  const choose = async (file: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose weights…' }).click();
    await (await chooser).setFiles(file);
  };
  const noise = join(studio.folder, 'noise.onnx');
  await writeFile(noise, 'this is no network');
  await choose(noise);
  await expect(page.getByText(/no ONNX|damaged/)).toBeVisible();
  await choose(downloaded(studio.folder));
  await expect(page.getByText(/\d+ tensors fit\./)).toBeVisible();
  await inspect(page, 'train-from-weights');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByText(/Started from the weights of downloaded\.onnx/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
});
