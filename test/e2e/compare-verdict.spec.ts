import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { serve } from '../../scripts/lib/serve.ts';
import { openWorkspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { addAnsweredRun } from '../helpers/answered-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';
import { inspect } from './inspect.ts';
import { test as base, expect, type Studio } from './studio.ts';

/** Ids of the runs, once the server is there. */
const few: string[] = [];
const many: string[] = [];

/** A server whose workspace has runs that have answered, as if trained: three on six classes, two on forty. */
const test = base.extend<object, { studio: Studio }>({
  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'studio-compare-'));
      const path = join(folder, 'workspace');
      const workspace = await openWorkspace(path, { mode: 'write' });
      const { store, files } = workspace;
      const stripes = makeTinyDataset(store, recordsFile(path), {
        name: 'Stripes',
        classes: ['red', 'green', 'blue', 'amber', 'teal', 'rose'],
        images: { train: 1, val: 4, test: 10 },
      });
      const shades = makeTinyDataset(store, recordsFile(path), {
        name: 'Shades',
        classes: Array.from({ length: 40 }, (_, index) => `shade ${index}`),
        images: { train: 0, val: 0, test: 2 },
      });
      const add = (
        name: string,
        seed: number,
        mistakenEvery: number,
        net: 'lenet-5' | 'alexnet-bn' = 'lenet-5',
      ) =>
        addAnsweredRun(store, files, {
          name,
          dataset: stripes,
          recipe: { seed, net },
          says: (place, label) => (place % mistakenEvery === 0 ? (label + 1) % 6 : label),
        });
      const ofStripes = [
        await add('Plain', 1, 2),
        await add('Deep', 1, 20, 'alexnet-bn'),
        await add('Plain too', 2, 3),
      ];
      const say = (by: number) => (place: number, label: number) =>
        place % 3 === 0 ? (label + by) % 40 : label;
      const ofShades = [
        await addAnsweredRun(store, files, { name: 'Many', dataset: shades, says: say(1) }),
        await addAnsweredRun(store, files, {
          name: 'Many too',
          dataset: shades,
          recipe: { batch: 8 },
          says: say(2),
        }),
      ];
      await workspace.close();
      const server = await serve(['--port', '0', '--workspace', path]);
      if (server === null) throw new Error('The server did not start');
      few.push(...ofStripes.map(({ id }) => id));
      many.push(...ofShades.map(({ id }) => id));
      await use({ address: server.address.href, folder });
      await server.stop();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

async function open(page: Page, tab: string, runs: readonly string[]): Promise<void> {
  await page.goto(new URL(`/#/compare/${tab}?runs=${runs.join()}`, page.url()).href);
}

/** Chooses an option of a list by its name. */
async function choose(page: Page, list: string, option: string): Promise<void> {
  await page
    .getByRole('textbox', { name: list, exact: true })
    .or(page.getByRole('combobox', { name: list, exact: true }))
    .first()
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('the verdict says who is better and how sure that is', async ({ page }) => {
  await open(page, 'real', few.slice(0, 2));
  const verdict = page.getByRole('region', { name: 'Is it real?' });
  // 30 of 60 pictures against 57; the 27 between were got right by the second alone.
  await expect(verdict).toContainText(
    /Deep is better than Plain by 45\.0 points, 95 % interval 3\d\.\d to 5\d\.\d; this difference is unlikely to be chance\./,
  );
  await expect(verdict.getByRole('row', { name: /^Deep/ })).toContainText(/95\.0 %\+45.*027< 0\.001/);
  await inspect(page, 'compare-real');

  await open(page, 'real', few);
  await expect(verdict).toContainText('Plain (2 seeds)');
  await verdict.getByText('Validation').click();
  await expect(verdict).toContainText('24 validation pictures');
});

test('what changed stands beside what came of it, layer by layer too', async ({ page }) => {
  await open(page, 'changes', few);
  const settings = page.getByRole('table', { name: 'Settings that differ' });
  await expect(settings.getByRole('row', { name: /^Network/ })).toContainText(
    '+36.7 points from LeNet-5 to AlexNet + batch norm, all else equal',
  );
  await expect(settings.getByRole('row', { name: /^Seed/ })).toContainText('all else equal');
  const layers = page.getByRole('table', { name: 'Layers side by side' });
  await expect(layers.getByRole('row', { name: /^Conv2D/ }).first()).toContainText('filters 6 → 96');
  await expect(page.getByRole('table', { name: 'Data' })).toContainText('Stripes, version 1');
  await inspect(page, 'compare-changes');
});

test('a cell of the confusion matrix shows its pictures, and two runs their difference', async ({ page }) => {
  await open(page, 'confusion', few);
  const region = page.getByRole('region', { name: 'Confusion', exact: true });
  await region.getByRole('button', { name: 'red taken for green' }).click();
  const pictures = page.getByRole('region', { name: 'Pictures of the cell' });
  await expect(pictures.getByRole('img')).toHaveCount(5);
  const matrix = page.getByRole('region', { name: 'Confusion matrix' });
  await matrix.focus();
  await page.keyboard.press('ArrowRight');
  await expect(region.getByText('red recognised: 5 of 10 pictures (50.0 %)')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(pictures).toContainText('red, recognised by Plain: 5 pictures');
  await inspect(page, 'compare-confusion');

  await choose(page, 'Other run', 'Deep');
  await expect(region).toContainText('Blue: more pictures with Deep');
  await expect(matrix.getByRole('cell', { name: '+4', exact: true })).not.toHaveCount(0);
  await inspect(page, 'compare-confusion-difference');

  await region.getByText('Validation').click();
  await page.getByRole('slider').press('Home');
  await expect(region.getByText('Shown: epoch 1')).toBeVisible();
  await expect(
    region
      .getByRole('cell', { name: '4', exact: true })
      .or(region.getByText('Both made the same mistakes.'))
      .first(),
  ).toBeVisible();
});

test('many classes are a picture that zooms, can be searched and is read by keys', async ({ page }) => {
  await open(page, 'confusion', many);
  const region = page.getByRole('region', { name: 'Confusion', exact: true });
  const canvas = region.getByRole('img', { name: /^Confusion matrix of 40 classes/ });
  await canvas.focus();
  await page.keyboard.press('ArrowDown');
  await expect(region.getByText('shade 0 recognised: 1 of 2 pictures (50.0 %)')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Pictures of the cell' })).toContainText(
    'shade 0, taken for shade 1',
  );
  await region.getByRole('button', { name: 'Zoom in' }).click();
  await choose(page, 'Look at one class', 'shade 3');
  await expect(region.getByRole('table', { name: 'shade 3 was taken for' })).toContainText('shade 4');
  await region.getByText('Clustered').click();
  await inspect(page, 'compare-confusion-many');
});

test('disagreements can be filtered, and lead to why', async ({ page }) => {
  await open(page, 'disagreements', few.slice(0, 2));
  const region = page.getByRole('region', { name: 'Disagreements' });
  await expect(region).toContainText('They differ on 27 of 60 pictures');
  await region.getByText('Only the first right (0)').click();
  await expect(region.getByRole('article')).toHaveCount(0);
  await region.getByText('Only the second right (27)').click();
  await choose(page, 'Class', 'teal');
  const cards = region.getByRole('article');
  await expect(cards).not.toHaveCount(0);
  await expect(cards.first()).toContainText('teal');
  await inspect(page, 'compare-disagreements');
  await cards.first().getByRole('button', { name: 'Why Deep says teal' }).click();
  await expect(page).toHaveURL(/inspect\/why$/);
});

/** What each view shows of the three runs, and what of the two that are left of them. */
const VIEWS: readonly { tab: string; whole: (page: Page) => Locator; left: (page: Page) => Locator }[] = [
  {
    tab: 'charts',
    whole: (page) => page.getByRole('img', { name: /^Training loss of.*Plain too/ }),
    left: (page) => page.getByRole('img', { name: /^Training loss of/ }),
  },
  {
    tab: 'changes',
    whole: (page) => page.getByRole('columnheader', { name: 'Plain too' }).first(),
    left: (page) => page.getByRole('columnheader', { name: 'Deep' }).first(),
  },
  {
    tab: 'real',
    whole: (page) => page.getByText(/Plain \(2 seeds\)/).first(),
    left: (page) => page.getByText(/Deep is better than Plain by 45/),
  },
  {
    tab: 'confusion',
    whole: (page) => page.getByRole('button', { name: 'red taken for green' }),
    left: (page) => page.getByRole('button', { name: 'red taken for green' }),
  },
  {
    tab: 'settings',
    whole: (page) => page.getByRole('row', { name: /^Plain too/ }).first(),
    left: (page) => page.getByRole('row', { name: /^Deep/ }).first(),
  },
  {
    tab: 'disagreements',
    whole: (page) => page.getByText('They differ on 27 of 60 pictures'),
    left: (page) => page.getByText('They differ on 27 of 60 pictures'),
  },
];

test('a run that another window deletes is said to be gone in every view, which goes on with the others', async ({
  page,
  context,
  studio,
}) => {
  const other = await context.newPage();
  await other.goto(studio.address);
  for (const { tab, whole, left } of VIEWS) {
    await open(page, tab, few);
    await expect(whole(page), tab).toBeVisible();
    // Where a view is of one run at a time, it is of this one.
    if (tab === 'confusion') await choose(page, 'Run', 'Plain too');
    if (tab === 'disagreements') await choose(page, 'Second run', 'Plain too');
    await other.goto(new URL(`/#/runs/${few[2]}`, studio.address).href);
    await other.getByRole('button', { name: 'More actions' }).click();
    await other.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(
      page.getByText(
        'The run “Plain too” is not in this workspace any more; the others are shown without it.',
      ),
      tab,
    ).toBeVisible();
    await expect(left(page), tab).toBeVisible();
    await expect(page.getByRole('alert'), tab).toHaveCount(0);
    await page.getByRole('button', { name: 'Save…' }).click();
    await expect(page.getByRole('menuitem', { name: /PDF/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await other.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('is not in this workspace any more'), tab).toHaveCount(0);
  }
  await other.close();
});

test('of more runs than can be compared the first ones are shown, and that is said', async ({ page }) => {
  const nowhere = Array.from({ length: 200 }, (_, index) => `none${String(index).padStart(4, '0')}`);
  await open(page, 'charts', [...few.slice(0, 2), ...nowhere]);
  await expect(
    page.getByText('Up to 200 runs are compared at once, and 202 are chosen: the first 200 are shown.'),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /^Training loss of/ })).toBeVisible();
});

test('a run that is deleted while it is compared is said to be gone, and runs without common pictures are refused', async ({
  page,
}) => {
  const [first = '', , third = ''] = few;
  await open(page, 'real', [first, many[0] ?? '']);
  const region = page.getByRole('region', { name: 'Is it real?' });
  await expect(region).toContainText(/no test picture in common/);
  await open(page, 'real', [first, 'nowhere0', third]);
  await expect(page.getByText(/nowhere0 is not in this workspace any more/)).toBeVisible();
  await expect(region).toContainText(/Plain too is better than Plain/);
});
