import { join } from 'node:path';
import { INSPECT_TABS } from '../../src-renderer/screens/inspect/inspect-tabs.ts';
import { dropPaths } from './drop.ts';
import { inspect } from './inspect.ts';
import { writeUnseen } from './pictures.ts';
import { expect } from './studio.ts';
import { openInspector, tinyTest as test } from './tiny-studio.ts';

test('weights that are no numbers are shown as such, though a class is named all the same', async ({
  page,
}) => {
  await openInspector(page, 'Broken', 'Network');
  const warning = page.getByText(
    /^Weights that are not numbers: first \(1 weight\)\. The training had diverged\./,
  );
  for (const { title } of INSPECT_TABS) {
    await page.getByRole('navigation', { name: 'Inspector' }).getByRole('link', { name: title }).click();
    await expect(warning).toBeVisible();
  }
  await page
    .getByRole('navigation', { name: 'Inspector' })
    .getByRole('link', { name: 'Activations' })
    .click();
  const first = page.getByRole('region', { name: 'first', exact: true });
  await expect(first.getByText('784 not a number')).toBeVisible();
  const lens = page.getByRole('region', { name: 'One channel' });
  await expect(lens.getByRole('status')).toHaveText('not a number');
  await inspect(page, 'inspect-broken-activations');

  await page.getByRole('navigation', { name: 'Inspector' }).getByRole('link', { name: 'Filters' }).click();
  await expect(page.getByRole('region', { name: 'The chosen filter' })).toContainText('not a number');
  await inspect(page, 'inspect-broken-filters');
  await page.getByRole('navigation', { name: 'Inspector' }).getByRole('link', { name: 'Statistics' }).click();
  await expect(page.getByText('The weights of first were not all numbers in epoch 2')).toBeVisible();
  await inspect(page, 'inspect-broken-statistics');
  await page.getByRole('navigation', { name: 'Inspector' }).getByRole('link', { name: 'Why' }).click();
  await inspect(page, 'inspect-broken-why');
});

test('a run whose data set was deleted says so in a sentence where pictures of it are needed', async ({
  page,
  studio,
}) => {
  await openInspector(page, 'Left alone', 'Activations');
  await expect(page.getByText('The data set “Gone” has been deleted: drop a picture here.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'From the data set' })).toHaveCount(0);
  await inspect(page, 'inspect-gone-activations');
  const own = join(studio.folder, 'own.jpg');
  await writeUnseen(own, 'rings');
  await dropPaths(page, 'Picture to look at', [own]);
  await expect(page.getByRole('region', { name: 'One channel' })).toContainText('products');

  const gone = page.getByText(/^The data set "Gone", which "Left alone" was trained on, has been deleted/);
  const open = async (title: string) =>
    page.getByRole('navigation', { name: 'Inspector' }).getByRole('link', { name: title }).click();
  await open('Feature space');
  await expect(gone).toBeVisible();
  await inspect(page, 'inspect-gone-space');
  await open('What a unit likes');
  await page.getByRole('button', { name: 'Look through the pictures' }).click();
  await expect(gone).toBeVisible();
  await open('Filters');
  await page.getByText('By class', { exact: true }).click();
  await expect(gone).toBeVisible();
  await open('Why this class');
  await expect(page.getByText('Probability', { exact: true })).toBeVisible();
});

test('a network with no convolution shows what it has, and says what it has not', async ({ page }) => {
  await openInspector(page, 'Flat', 'Network');
  const open = async (title: string) =>
    page.getByRole('navigation', { name: 'Inspector' }).getByRole('link', { name: title }).click();
  await expect(page.getByRole('row', { name: /^hidden / })).toContainText('768 × 12');
  await open('Activations');
  await expect(page.getByRole('region', { name: 'One channel' })).toContainText('Σ of 1 × 1 × 768 products');
  await inspect(page, 'inspect-flat-activations');
  await open('Filters');
  await expect(page.getByText('This network has no convolution.')).toBeVisible();
  await inspect(page, 'inspect-flat-filters');
  await open('Why this class');
  await expect(page.getByText(/no convolution, so there are no maps/)).toBeVisible();
  await inspect(page, 'inspect-flat-why');
  await page.getByText('Occlusion', { exact: true }).click();
  await expect(page.getByText('Probability', { exact: true })).toBeVisible();
  await open('What a unit likes');
  await page.getByRole('button', { name: 'Look through the pictures' }).click();
  await expect(page.getByRole('button', { name: /^Unit 2 / })).toBeVisible();
  await open('Statistics');
  await expect(page.getByRole('img', { name: /^Distribution of the weights of hidden/ })).toBeVisible();
  await open('Feature space');
  await expect(page.getByRole('application', { name: /^Feature space of 12 pictures/ })).toBeVisible();
});
