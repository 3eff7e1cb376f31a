import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runCli } from '../helpers/run-cli.ts';
import { filledStudio } from './filled-studio.ts';
import { inspect } from './inspect.ts';
import { writeFolder } from './pictures.ts';
import { expect } from './studio.ts';

/** Races are run on a small data set, in a workspace of their own. */
const test = filledStudio(async (workspace) => {
  const folder = join(workspace, '..', 'textures');
  await writeFolder(folder);
  const imported = await runCli(['import', folder, '--workspace', workspace]);
  expect(imported.exitCode, imported.stderr).toBe(0);
});

async function openRace(page: Page, name: string, title: string) {
  await page.goto(new URL(`#/lab/${name}`, page.url()).href);
  return page.getByRole('region', { name: title });
}

test('ReLU races against tanh: both curves grow, and a reload keeps them', async ({ page }) => {
  const race = await openRace(page, 'activations', 'Race: ReLU and its forerunners');
  await race.getByRole('textbox', { name: 'Epochs' }).fill('2');
  await race.getByRole('button', { name: 'Start the race' }).click();
  await expect(race.getByRole('button', { name: 'Stop the race' })).toBeVisible();
  const relu = race.getByRole('region', { name: 'ReLU' });
  const tanh = race.getByRole('region', { name: 'tanh' });
  await expect(relu.getByRole('img', { name: /^Loss chart, validation at .* after 1 epoch/ })).toBeVisible();
  await expect(tanh.getByText('Completed')).toBeVisible();
  const both = race.getByRole('img', { name: /^Validation loss: ReLU \d\.\d+, tanh \d\.\d+$/ });
  await expect(both).toBeVisible();
  await page.reload();
  await expect(both).toBeVisible();
  await expect(relu.getByText('All 2 epochs are done.')).toBeVisible();
  await inspect(page, 'lab-race');
});

test('the other races start from their pages, and are stopped there', async ({ page }) => {
  const races = [
    ['activations', 'Race: ReLU and its forerunners', 'ReLU', 'sigmoid'],
    ['dropout', 'Race: with dropout and without', 'With dropout', 'Without dropout'],
    ['augmentation', 'Race: with augmentation and without', 'With augmentation', 'Without augmentation'],
  ] as const;
  for (const [name, title, first, second] of races) {
    const race = await openRace(page, name, title);
    if (name === 'activations') await race.getByText('ReLU against sigmoid').click();
    await race.getByRole('textbox', { name: 'Epochs' }).fill('500');
    await race.getByRole('button', { name: 'Start the race' }).click();
    await expect(race.getByRole('button', { name: 'Stop the race' })).toBeVisible();
    const side = race.getByRole('region', { name: first, exact: true });
    await expect(side.getByRole('img', { name: /^Loss chart, validation at / })).toBeVisible();
    await race.getByRole('button', { name: 'Stop the race' }).click();
    await expect(side.getByText(/^Stopped after/)).toBeVisible();
    await expect(
      race.getByRole('region', { name: second, exact: true }).getByText(/^Stopped after 0 steps/),
    ).toBeVisible();
    await expect(race.getByRole('button', { name: 'Start the race' })).toBeEnabled();
  }
});
