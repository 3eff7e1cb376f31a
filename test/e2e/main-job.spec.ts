import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { dropPaths } from './drop.ts';
import { inspect } from './inspect.ts';
import { writeFolder, writeUnseen } from './pictures.ts';
import { noteResponseTimes, responseTimes } from './response-times.ts';
import { expect, test } from './studio.ts';

/** The main job from end to end, each test with a new page on what the ones before it made. */
test.describe.configure({ mode: 'serial' });

const LONG = 'Long run';
const SHORT = 'Short run';

const link = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true });

/** How many epochs the chart shows. */
async function epochsOf(chart: Locator): Promise<number> {
  const label = (await chart.getAttribute('aria-label')) ?? '';
  return Number(/after (\d+) epochs/.exec(label)?.[1] ?? 0);
}

async function openRun(page: Page, name: string): Promise<void> {
  await link(page, 'Runs').click();
  await page.getByRole('grid', { name: 'Runs' }).getByRole('link', { name }).click();
}

test('the first start shows the sample ready and one button that trains on it', async ({ page }) => {
  const train = page.getByRole('button', { name: 'Train on the sample' });
  await expect(train).toBeEnabled({ timeout: 480_000 });
  await expect(page.getByRole('heading', { name: 'The sample is ready' })).toBeVisible();
});

test('a dropped folder is imported, with what was rejected and why', async ({ page, studio }) => {
  const folder = join(studio.folder, 'three textures');
  await writeFolder(folder);
  await link(page, 'Data sets').click();
  await dropPaths(page, 'Drop a folder of pictures', [folder]);
  const dialog = page.getByRole('dialog', { name: 'Import pictures' });
  await expect(dialog.getByLabel('Name')).toHaveValue('three textures');
  await dialog.getByRole('button', { name: 'Import' }).click();

  const done = page
    .getByRole('list', { name: 'Imports' })
    .getByRole('listitem')
    .filter({ hasText: 'three textures' });
  await done.getByRole('link', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { name: 'three textures' })).toBeVisible();
  await expect(page.getByText('120 pictures in 3 classes')).toBeVisible();
  await expect(page.getByRole('img', { name: /^checks, / }).first()).toBeVisible();

  await page.getByRole('tab', { name: 'Rejected files (3)' }).click();
  for (const file of ['cut.jpg', 'empty.png', 'notes.jpg']) {
    const row = page.getByRole('row').filter({ hasText: file });
    await expect(row).toBeVisible();
    await expect(row.getByRole('cell').last()).not.toBeEmpty();
  }
});

/** Sets up a run of the small network on the dropped folder and starts it. */
async function train(page: Page, name: string, epochs: number): Promise<void> {
  await link(page, 'Data sets').click();
  await page
    .getByRole('list', { name: 'Data sets' })
    .getByRole('link', { name: /three textures/ })
    .click();
  await page.getByRole('link', { name: 'Train on this' }).click();
  await page.getByRole('radio', { name: 'alexnet-small' }).click();
  await page.getByRole('textbox', { name: 'Epochs' }).fill(String(epochs));
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Advanced settings' }).click();
  await page.getByRole('textbox', { name: 'Batch' }).fill('16');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

test('training starts and its chart grows', async ({ page }) => {
  // More epochs than any machine does while the next tests look on; they stop it.
  await train(page, LONG, 5000);
  const chart = page.getByRole('img', { name: /^Loss chart/ });
  await expect.poll(() => epochsOf(chart)).toBeGreaterThan(0);
  const [epochs, picture] = [await epochsOf(chart), await chart.screenshot()];
  await expect.poll(() => epochsOf(chart)).toBeGreaterThan(epochs);
  // Drawn a frame after its name has changed; and the first picture may have been of that epoch already.
  await expect.poll(async () => (await chart.screenshot()).equals(picture)).toBe(false);
});

test('training goes on while the page is left, and clicks are answered', async ({ page }, testInfo) => {
  await openRun(page, LONG);
  const chart = page.getByRole('img', { name: /^Loss chart/ });
  await expect.poll(() => epochsOf(chart)).toBeGreaterThan(0);
  const before = await epochsOf(chart);

  await noteResponseTimes(page);
  for (const name of ['Data sets', 'Train', 'Runs', 'Classify', 'Home', 'Data sets', 'Runs']) {
    await link(page, name).click();
    await expect(link(page, name)).toHaveAttribute('aria-current', 'page');
  }
  const times = (await responseTimes(page)).sort((a, b) => a - b);
  const report = `clicks while training: median ${times[times.length >> 1] ?? 0} ms, slowest ${times.at(-1) ?? 0} ms of ${times.length} above 16 ms`;
  testInfo.annotations.push({ type: 'response times', description: report });
  console.log(report);

  await page.getByRole('grid', { name: 'Runs' }).getByRole('link', { name: LONG }).click();
  await expect.poll(() => epochsOf(chart)).toBeGreaterThan(before);
});

test('a page that is loaded anew shows the run from its beginning', async ({ page }) => {
  await openRun(page, LONG);
  const chart = page.getByRole('img', { name: /^Loss chart/ });
  await expect.poll(() => epochsOf(chart)).toBeGreaterThan(0);
  const before = await epochsOf(chart);
  await page.reload();
  await expect.poll(() => epochsOf(chart)).toBeGreaterThanOrEqual(before);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
});

test('a run is stopped, and resumed where it stopped', async ({ page }) => {
  await openRun(page, LONG);
  const chart = page.getByRole('img', { name: /^Loss chart/ });
  const stop = page.getByRole('button', { name: 'Stop' });
  await stop.click();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  const stoppedAt = await epochsOf(chart);

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => epochsOf(chart)).toBeGreaterThan(stoppedAt);
  await stop.click();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
});

test('a run is completed, and shows what it takes for what', async ({ page }) => {
  await train(page, SHORT, 3);
  await expect(page.getByText('Completed', { exact: true })).toBeVisible();
  expect(await epochsOf(page.getByRole('img', { name: /^Loss chart/ }))).toBe(3);
  const results = page.getByRole('region', { name: 'Results' });
  await expect(results.getByRole('region', { name: 'Confusion matrix' })).toBeVisible();
});

test('a dropped picture is classified, with the five most probable classes', async ({ page, studio }) => {
  const file = join(studio.folder, 'unseen stripes.jpg');
  await writeUnseen(file, 'stripes');
  await openRun(page, SHORT);
  await page.getByRole('link', { name: 'Classify pictures' }).click();
  await dropPaths(page, 'Drop pictures or a folder', [file]);
  const answer = page.getByRole('article', { name: 'unseen stripes.jpg' });
  // The data set has three classes, so there are three answers.
  await expect(answer.getByRole('listitem')).toHaveCount(3);
  for (const label of ['checks', 'rings', 'stripes'])
    await expect(answer.getByText(label, { exact: true })).toBeVisible();
  await expect(answer).toContainText(`by ${SHORT}`);
});

test('a run is renamed', async ({ page }) => {
  await openRun(page, SHORT);
  await page.getByRole('button', { name: 'Rename the run' }).click();
  await page.getByLabel('Name of the run').fill('Renamed');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible();
  await link(page, 'Runs').click();
  await expect(page.getByRole('link', { name: 'Renamed' })).toBeVisible();
});

test('a run is renamed in the table of runs, and Escape leaves its name', async ({ page }) => {
  await link(page, 'Runs').click();
  const rename = async (from: string, to: string, key: 'Enter' | 'Escape') => {
    await page.getByRole('button', { name: `Actions for ${from}` }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByLabel('Name of the run').fill(to);
    await page.keyboard.press(key);
  };
  await rename('Renamed', 'Never', 'Escape');
  await expect(page.getByRole('link', { name: 'Renamed' })).toBeVisible();
  await rename('Renamed', 'Twice renamed', 'Enter');
  await expect(page.getByRole('link', { name: 'Twice renamed' })).toBeVisible();
  await rename('Twice renamed', 'Renamed', 'Enter');
  await expect(page.getByRole('link', { name: 'Renamed', exact: true })).toBeVisible();
});

test('a run is deleted and brought back', async ({ page }) => {
  await link(page, 'Runs').click();
  const row = page.getByRole('link', { name: 'Renamed' });
  await page.getByRole('button', { name: 'Actions for Renamed' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
});

for (const [name, path, ready] of [
  ['home', '#/', 'Recent runs'],
  ['datasets', '#/datasets', 'three textures'],
  ['train', '#/train', 'Start training'],
  ['runs', '#/runs', 'Renamed'],
  ['classify', '#/classify', 'Answered by'],
  ['absent', '#/nowhere', 'home'],
] as const) {
  test(`the page ${name} is accessible in light and dark`, async ({ page }) => {
    await page.goto(new URL(path, page.url()).href);
    await expect(page.getByText(ready).first()).toBeVisible();
    await inspect(page, name);
  });
}

test('the page of a data set is accessible in light and dark', async ({ page }) => {
  await page.goto(new URL('#/datasets', page.url()).href);
  await page.getByRole('link', { name: /^Sample/ }).click();
  await expect(page.getByRole('img').first()).toBeVisible();
  await inspect(page, 'dataset');
});

test('the page of a run is accessible in light and dark', async ({ page }) => {
  await page.goto(new URL('#/runs', page.url()).href);
  await page.getByRole('link', { name: 'Renamed' }).click();
  await expect(page.getByRole('region', { name: 'Confusion matrix' })).toBeVisible();
  await inspect(page, 'run');
});
