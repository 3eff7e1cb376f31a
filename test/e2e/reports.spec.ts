import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openWorkspace } from '../../src-main/services/open-workspace.ts';
import { encodeScalars, encodeVersion } from '../../src-main/services/series-files/event-messages.ts';
import { tfRecord } from '../../src-main/services/series-files/tf-records.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { addKeptRun } from '../helpers/kept-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';
import { dropPaths } from './drop.ts';
import { filledStudio } from './filled-studio.ts';
import { inspect } from './inspect.ts';
import { expect } from './studio.ts';

/** Runs out of the window and into it: bundles, reports, and figures of other programs. */
const test = filledStudio(async (path) => {
  const workspace = await openWorkspace(path, { mode: 'write' });
  const { store, files } = workspace;
  const dataset = makeTinyDataset(store, recordsFile(path), { images: { train: 4, val: 3, test: 4 } });
  for (const name of ['Colours', 'Colours again']) await addKeptRun(store, files, name, dataset);
  await workspace.close();
});
test.describe.configure({ mode: 'serial' });

const DROP = 'Drop a bundle or figures here';

async function openRuns(page: Page): Promise<void> {
  await page.goto(new URL('#/runs', page.url()).href);
  await expect(page.getByRole('grid', { name: 'Runs' })).toBeVisible();
}

async function openRun(page: Page, name: string): Promise<void> {
  await openRuns(page);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: 'More actions' })).toBeVisible();
}

/** Saves what a menu item of the run's page offers. */
async function save(page: Page, item: string, file: string): Promise<string> {
  await page.getByRole('button', { name: 'More actions' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  const download = await downloading;
  await download.saveAs(file);
  return download.suggestedFilename();
}

test('a run is bundled, deleted, and brought in again', async ({ page, studio }) => {
  await openRun(page, 'Colours');
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Bundle with the pictures' })).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/run-menu.png' });
  await page.keyboard.press('Escape');
  const file = join(studio.folder, 'colours.alexnet');
  expect(await save(page, 'Bundle with the pictures', file)).toBe('Colours.alexnet');

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await openRuns(page);
  await expect(page.getByRole('link', { name: 'Colours', exact: true })).toHaveCount(0);

  await page.getByRole('button', { name: 'Bring in…' }).click();
  await inspect(page, 'bring-in');
  await dropPaths(page, DROP, [file]);
  await expect(page.getByText('This run is here now:')).toBeVisible();
  await page.getByRole('dialog').getByRole('link', { name: 'Colours, from bundle' }).click();
  await expect(page.getByText(', from a bundle')).toBeVisible();
  await expect(page.getByText('Test accuracy').first()).toBeVisible();
});

test('what is no bundle is refused in the dialog, and another try is there', async ({ page, studio }) => {
  const file = join(studio.folder, 'broken.alexnet');
  writeFileSync(file, 'no bundle');
  await openRuns(page);
  await page.getByRole('button', { name: 'Bring in…' }).click();
  await page.getByLabel('Bundle or figures', { exact: true }).setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('broken.alexnet is not a sound bundle');
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
});

test('reports open as pages of their own and as PDF, of a run and of several', async ({
  page,
  studio,
  context,
}) => {
  await openRun(page, 'Colours again');
  const file = join(studio.folder, 'report.html');
  expect(await save(page, 'Report as a page', file)).toBe('Colours again.html');
  const report = await context.newPage();
  await report.goto(`file://${file}`);
  await expect(report.getByRole('heading', { name: 'Model card' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await report.emulateMedia({ colorScheme });
    await report.setViewportSize({ width: 900, height: 800 });
    await report.screenshot({ path: `test-results/screens/report-${colorScheme}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page: report }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([]);
  }
  await report.close();
  expect(await save(page, 'Report as PDF', join(studio.folder, 'report.pdf'))).toBe('Colours again.pdf');
  expect(await save(page, 'Epochs as CSV', join(studio.folder, 'epochs.csv'))).toBe(
    'Colours again, epochs.csv',
  );
});

test('figures of TensorBoard become a run that is listed and drawn', async ({ page, studio }) => {
  const folder = join(studio.folder, 'elsewhere');
  mkdirSync(folder);
  const events = [1, 2, 3, 4].map((step) =>
    tfRecord(
      encodeScalars(
        1.7e12 + step * 1000,
        step,
        new Map([
          ['Loss/train', 2 / step],
          ['Accuracy/val', step / 8],
        ]),
      ),
    ),
  );
  writeFileSync(
    join(folder, 'events.out.tfevents.1.here'),
    Buffer.concat([tfRecord(encodeVersion(1.7e12)), ...events]),
  );
  await openRuns(page);
  await page.getByRole('button', { name: 'Bring in…' }).click();
  await dropPaths(page, DROP, [folder]);
  await expect(page.getByText('This run is here now:')).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/brought-in.png' });
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'elsewhere', exact: true }).click();
  await expect(page.getByText('Figures that another program wrote')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Settings' })).toHaveCount(0);
  await inspect(page, 'imported-run');
});
