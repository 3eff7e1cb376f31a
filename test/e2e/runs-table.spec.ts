import type { Page } from '@playwright/test';
import { addSyntheticRuns } from '../../scripts/lib/synthetic-runs.ts';
import { filledStudio } from './filled-studio.ts';
import { inspect } from './inspect.ts';
import { expect } from './studio.ts';

/** The table of runs on a workspace of runs that were never trained; each test writes on runs of its own. */
const test = filledStudio((workspace) => addSyntheticRuns(workspace, 300));

const grid = (page: Page) => page.getByRole('grid', { name: 'Runs' });
const filterOf = (page: Page) => page.getByRole('combobox', { name: 'Filter runs' });
const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
const head = (page: Page, name: string) => page.getByRole('columnheader', { name });

/** The first rows' names as they stand below each other. */
async function firstNames(page: Page, count = 3): Promise<(string | null)[]> {
  const rows = await page.locator('[data-row]').evaluateAll((found, most) => {
    const place = (row: Element) => Number(row.getAttribute('aria-rowindex'));
    return found
      .sort((a, b) => place(a) - place(b))
      .slice(0, most)
      .map((row) => row.querySelector('a')?.textContent ?? null);
  }, count);
  return rows;
}

test.beforeEach(async ({ page }) => {
  await page.goto(new URL('#/runs', page.url()).href);
  await expect(grid(page)).toBeVisible();
});

test('all runs are there, though few rows are drawn', async ({ page }) => {
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '301');
  expect(await page.locator('[data-row]').count()).toBeLessThan(60);
  expect(await firstNames(page)).toEqual(['Sweep 300', 'Sweep 299', 'Sweep 298']);
});

test('a column sorts either way, and another where it is equal', async ({ page }) => {
  await head(page, 'Name').getByRole('button').click();
  await expect(head(page, 'Name')).toHaveAttribute('aria-sort', 'ascending');
  expect(await firstNames(page)).toEqual(['Sweep 1', 'Sweep 2', 'Sweep 3']);
  await head(page, 'Status').getByRole('button').click();
  await head(page, 'Name')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await head(page, 'Name')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await expect(head(page, 'Status')).toHaveAttribute('aria-sort', 'ascending');
  expect((await firstNames(page))[0]).toMatch(/Sweep (299|300)/);
});

test('a filter is completed while it is typed, finds, and says where it is wrong', async ({ page }) => {
  await page.keyboard.press('/');
  await expect(filterOf(page)).toBeFocused();
  await page.keyboard.type('net:alexnet-s');
  await page.getByRole('option', { name: 'alexnet-small' }).click();
  await expect(filterOf(page)).toHaveValue('net:alexnet-small ');
  await page.keyboard.type('top1>0.5');
  await expect(page.getByText(/^\d+ of 300 runs$/)).toBeVisible();
  await filterOf(page).fill('net:alexnet topp>0.5');
  await expect(page.getByText('There is nothing called "topp" to filter by.')).toBeVisible();
  await filterOf(page).fill('nothing-is-called-so');
  await expect(page.getByText('No run matches')).toBeVisible();
  await filterOf(page).fill('');
});

test('runs are chosen by mouse and keyboard, tagged, starred and found by that', async ({ page }) => {
  await rowOf(page, 'Sweep 300').getByRole('checkbox').click();
  await rowOf(page, 'Sweep 297')
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  const bar = page.getByRole('toolbar', { name: 'Chosen runs' });
  await expect(bar).toContainText('4 runs chosen');
  await bar.getByRole('button', { name: 'Tags…' }).click();
  await page.getByRole('combobox', { name: 'Tags' }).fill('good');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(rowOf(page, 'Sweep 298').getByText('good')).toBeVisible();
  await bar.getByRole('button', { name: 'Star', exact: true }).click();
  await expect(rowOf(page, 'Sweep 298').getByRole('button', { name: 'Star Sweep 298' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await bar.getByRole('button', { name: 'Clear' }).click();

  const first = page.locator('[data-row]').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(rowOf(page, 'Sweep 299')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('s');
  await expect(rowOf(page, 'Sweep 299').getByRole('button', { name: 'Star Sweep 299' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await page.keyboard.press('Escape');
  await filterOf(page).fill('tag:good -starred');
  await expect(page.getByText('1 of 300 runs')).toBeVisible();
  await filterOf(page).fill('');
});

test('chosen runs are compared', async ({ page }) => {
  await rowOf(page, 'Sweep 300').getByRole('checkbox').click();
  await rowOf(page, 'Sweep 299').getByRole('checkbox').click();
  await page.getByRole('link', { name: 'Compare', exact: true }).last().click();
  await expect(page).toHaveURL(/#\/compare\/charts\?runs=[0-9a-z]{8},[0-9a-z]{8}$/);
});

test('a note is written and its words are found', async ({ page }) => {
  await page.getByRole('button', { name: 'Actions for Sweep 296' }).click();
  await page.getByRole('menuitem', { name: 'Note…' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('Learned too slowly.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    rowOf(page, 'Sweep 296').getByRole('img', { name: 'Note: Learned too slowly.' }),
  ).toBeVisible();
  await filterOf(page).fill('"too slowly"');
  await expect(page.getByText('1 of 300 runs')).toBeVisible();
  await filterOf(page).fill('');
});

test('archived runs are left out until they are asked for, and come back', async ({ page }) => {
  await rowOf(page, 'Sweep 295').getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await expect(rowOf(page, 'Sweep 295')).toBeHidden();
  await page.getByRole('button', { name: '1 archived' }).click();
  await expect(page.getByText('1 of 300 runs')).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Sweep 295' }).click();
  await page.getByRole('menuitem', { name: 'Bring back from the archive' }).click();
  await filterOf(page).fill('');
  await expect(rowOf(page, 'Sweep 295')).toBeVisible();
});

test('chosen runs are deleted, and brought back', async ({ page }) => {
  await rowOf(page, 'Sweep 294').getByRole('checkbox').click();
  await rowOf(page, 'Sweep 293').getByRole('checkbox').click();
  await page.getByRole('toolbar', { name: 'Chosen runs' }).getByRole('button', { name: 'Delete' }).click();
  await expect(rowOf(page, 'Sweep 294')).toBeHidden();
  await expect(page.getByText('298 runs')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(rowOf(page, 'Sweep 294')).toBeVisible();
});

test('runs are grouped, with the mean and deviation of their numbers', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'By network' }).click();
  const tree = page.getByRole('treegrid', { name: 'Runs' });
  const group = tree.getByRole('row', { expanded: true }).first();
  await expect(group).toContainText(/\d+\.\d % ± \d+\.\d/);
  await group.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('row', { expanded: false })).toHaveCount(1);
  await inspect(page, 'runs-groups');
});

test('columns are chosen, moved and resized, and kept as a view', async ({ page }) => {
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('textbox', { name: 'Find a column' }).fill('learning');
  await page.getByRole('checkbox', { name: 'Learning rate' }).check();
  await page.getByRole('textbox', { name: 'Find a column' }).fill('');
  await page.getByRole('button', { name: 'Move Status to the left' }).click();
  await page.keyboard.press('Escape');
  const names = page.getByRole('columnheader').getByRole('button');
  await expect(names.nth(1)).toHaveText(/Status/);
  await expect(head(page, 'Learning rate')).toBeAttached();

  const before = (await head(page, 'Status').boundingBox())?.width ?? 0;
  await head(page, 'Status').getByRole('button').focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  expect((await head(page, 'Status').boundingBox())?.width).toBe(before + 16);

  await filterOf(page).fill('lr<0.01');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Slow ones');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('button', { name: 'All runs', exact: true }).click();
  await expect(filterOf(page)).toHaveValue('');
  await expect(head(page, 'Learning rate')).toHaveCount(0);
  await page.reload();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Slow ones', exact: true }).click();
  await expect(filterOf(page)).toHaveValue('lr<0.01');
  await expect(head(page, 'Learning rate')).toBeAttached();
});

test('the table is accessible in light and dark', async ({ page }) => {
  await rowOf(page, 'Sweep 300').getByRole('checkbox').click();
  await inspect(page, 'runs-table');
  await page.getByRole('button', { name: 'How to filter' }).click();
  await expect(page.getByText('alternatives, brackets, and what it is not')).toBeVisible();
  await inspect(page, 'runs-filter-help');
});
