import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { openStore } from '../../src-main/store/store.ts';
import { DatasetId } from '../../src-shared/ids.ts';
import { random } from '../../src-shared/random.ts';
import { RECIPES } from '../../src-shared/recipe.ts';
import { filledStudio } from './filled-studio.ts';
import { inspect } from './inspect.ts';
import { expect } from './studio.ts';

const STEPS = 3000;
const EPOCHS = 10;

const LONG = 1_000_000;

/** Four runs, the last two of them equal but for the seed; the first has one step whose loss stands out. And one of a million steps, all alike. */
const test = filledStudio((workspace) => {
  const store = openStore(workspace, { mode: 'write' });
  const { uniform } = random('charts');
  for (const [index, name] of ['Spiky', 'Steady', 'Seed 1', 'Seed 2'].entries()) {
    const recipe = { ...RECIPES.quick, learningRate: 0.01 * (1 + Math.min(index, 2)), seed: index };
    const { id } = store.runs.insert({
      name,
      dataset: { id: DatasetId.parse('dataset1'), name: 'Pets', version: 1 },
      classes: ['cat', 'dog'],
      recipe,
      stepsPerEpoch: STEPS / EPOCHS,
      startedFrom: null,
    });
    const points = Array.from({ length: STEPS }, (_, at) => ({
      step: at + 1,
      loss: name === 'Spiky' && at === 1234 ? 9 : 2 / (1 + at / (500 + 100 * index)) + uniform(0, 0.2),
      top1: uniform(0.4, 0.9),
      learningRate: recipe.learningRate * (1 - at / STEPS),
      stepMs: 100 + 20 * index,
      dataWaitMs: uniform(0, 3),
    }));
    store.metrics.appendSteps(id, points);
    for (let epoch = 1; epoch <= EPOCHS; epoch += 1) {
      const val = { loss: 2 / (1 + epoch), top1: 1 - 1 / (1 + epoch), top5: 1 };
      const train = { loss: 2 / (1 + epoch), top1: 0.7 };
      const step = (epoch * STEPS) / EPOCHS;
      store.metrics.appendEpoch(id, { epoch, step, train, val, seconds: 30, imagesPerSecond: 320 });
    }
    store.runs.update(id, { state: { status: 'completed' } });
  }
  const long = store.runs.insert({
    name: 'Long',
    dataset: { id: DatasetId.parse('dataset1'), name: 'Pets', version: 1 },
    classes: ['cat', 'dog'],
    recipe: RECIPES.quick,
    stepsPerEpoch: LONG / EPOCHS,
    startedFrom: null,
  });
  store.runs.update(long.id, { state: { status: 'completed' } });
  store.close();
  const db = new DatabaseSync(join(workspace, 'workspace.sqlite'));
  // One statement: as many single ones would take ten times as long.
  db.prepare(
    `WITH RECURSIVE steps (step) AS (SELECT 1 UNION ALL SELECT step + 1 FROM steps WHERE step < ?)
     INSERT INTO step_metrics (run_id, step, loss, top1, learning_rate, step_ms, data_wait_ms)
     SELECT ?, step, 1.25, 0.5, 0.01, 60, 0 FROM steps`,
  ).run(LONG, long.id);
  db.close();
});

test.describe.configure({ mode: 'serial' });

const chart = (page: Page, title: string) => page.getByRole('img', { name: new RegExp(`^${title} of`) });
const values = (page: Page) => page.getByRole('region', { name: 'Values of the runs' });

async function compareLatest(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Compare', exact: true })
    .click();
  await page.getByRole('button', { name: 'Compare the latest 5 runs' }).click();
}

/** The page with the charts of all runs but the long one, loaded. */
async function openCharts(page: Page): Promise<void> {
  await compareLatest(page);
  await page.getByRole('button', { name: 'Take Long out' }).click();
  await expect(values(page).getByRole('row', { name: /^Spiky / })).toContainText('90.9 %');
}

test('the latest runs are offered; a long one is prepared with progress, which can be stopped, beside the others', async ({
  page,
}) => {
  await compareLatest(page);
  await expect(page.getByRole('status').getByText(/^Preparing curves, \d of \d runs?/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('The curves of 1 run are not prepared yet')).toBeVisible();
  await expect(values(page).getByRole('row', { name: /^Spiky / })).toContainText('90.9 %');
  await expect(values(page).getByRole('row', { name: /^Long / })).not.toContainText('1.250');
  await inspect(page, 'compare-charts-stopped');
  await page.getByRole('button', { name: 'Prepare them' }).click();
  await expect(values(page).getByRole('row', { name: /^Long / })).toContainText('1.250');
  await expect(page.getByText('Preparing curves')).toHaveCount(0);
});

test('runs are charted with their last values, at an address that names them', async ({ page }) => {
  await openCharts(page);
  expect(new URL(page.url()).hash).toMatch(/^#\/compare\/charts\?runs=(\w{8},){3}\w{8}$/);
  await inspect(page, 'compare-charts');
});

test('dragging zooms every chart, and the peak of a single step is still there', async ({ page }) => {
  await openCharts(page);
  await chart(page, 'Training loss').scrollIntoViewIfNeeded();
  const box = await chart(page, 'Training loss').boundingBox();
  if (!box) throw new Error('The chart has no place');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.4, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 3 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Show everything' }).waitFor();
  await page.getByRole('button', { name: 'Save Training loss' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'As CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('training-loss.csv');
  const rows = readFileSync(await file.path(), 'utf8')
    .split('\r\n')
    .map((row) => row.split(','));
  expect(rows[0]).toEqual(['run', 'step', 'low', 'mean', 'high']);
  const highest = Math.max(...rows.filter(([run]) => run === 'Spiky').map((row) => Number(row[4])));
  expect(highest).toBe(9);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page.getByRole('button', { name: 'Show everything' })).toHaveCount(0);
});

test('keys zoom, pan and read values', async ({ page }) => {
  await openCharts(page);
  const plot = chart(page, 'Validation loss');
  await plot.focus();
  await page.keyboard.press('+');
  await page.getByRole('button', { name: 'Show everything' }).waitFor();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/^Step [\d,]+$/).first()).toBeVisible();
  await page.keyboard.press('-');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Show everything' })).toHaveCount(0);
});

test('seeds become one curve, axes change, runs are hidden, and a table says what is drawn', async ({
  page,
}) => {
  await openCharts(page);
  for (const axis of ['Epochs', 'Time', 'Pictures']) await page.getByText(axis, { exact: true }).click();
  await page.getByRole('switch', { name: 'Log x' }).click();
  await page.getByRole('switch', { name: 'Log y' }).click();
  await page.getByRole('switch', { name: 'Mean over seeds' }).click();
  await values(page).getByRole('button', { name: 'Steady' }).click();
  await expect(values(page).getByRole('button', { name: 'Steady' })).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'Training loss as a table' }).click();
  const table = page.getByRole('dialog').getByRole('table');
  await expect(table.getByRole('row', { name: /mean of 2 seeds/ })).not.toHaveCount(0);
  await expect(table.getByRole('row', { name: /^Steady/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await inspect(page, 'compare-charts-seeds');
});

test('each run has small charts of its own', async ({ page }) => {
  await openCharts(page);
  await page.getByText('One each', { exact: true }).click();
  await expect(page.getByRole('img', { name: 'Training loss, Spiky of Spiky' })).toBeVisible();
  await inspect(page, 'compare-charts-each');
});

test('a run that is deleted while it is compared is said and left out', async ({ page }) => {
  await openCharts(page);
  const other = await page.context().newPage();
  await other.goto(new URL('#/runs', page.url()).href);
  await other.getByRole('grid', { name: 'Runs' }).waitFor();
  await other.getByRole('button', { name: 'Actions for Steady' }).click();
  await other.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('The run “Steady” is not in this workspace any more')).toBeVisible();
  await expect(values(page).getByRole('button', { name: 'Steady' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(page.getByText('not in this workspace')).toHaveCount(0);
  await page.getByRole('button', { name: 'Take Spiky out' }).click();
  await expect(values(page).getByRole('row')).toHaveCount(3);
});
