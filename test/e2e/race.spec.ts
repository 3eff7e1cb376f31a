import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
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

test('ReLU races against tanh: both curves grow while both train, stop and go on together, and a reload keeps them', async ({
  page,
}) => {
  const race = await openRace(page, 'activations', 'Race: ReLU and its forerunners');
  await race.getByRole('textbox', { name: 'Epochs' }).fill('500');
  await race.getByRole('button', { name: 'Start the race' }).click();
  const stop = race.getByRole('button', { name: 'Stop the race' });
  await expect(stop).toBeVisible();
  const sides = ['ReLU', 'tanh'].map((name) => race.getByRole('region', { name }));
  const curve = (side: Locator) => side.getByRole('img', { name: /^Loss chart, validation at .* after / });
  const both = race.getByRole('img', { name: /^Validation loss: ReLU \d\.\d+, tanh \d\.\d+$/ });
  await expect(both).toBeVisible();
  for (const side of sides) {
    await expect(curve(side)).toBeVisible();
    await expect(side.getByText('Training', { exact: true })).toBeVisible();
    await expect(side.getByText(/^Training, epoch \d+ of 500, .* left\.$/)).toBeVisible();
  }
  await expect(page.getByRole('progressbar', { name: /^Progress of Race: (ReLU|tanh)$/ })).toHaveCount(2);
  await inspect(page, 'lab-race');
  await stop.click();
  for (const side of sides) await expect(side.getByText(/^Stopped after [1-9]/)).toBeVisible();

  await race.getByRole('button', { name: 'Go on' }).click();
  for (const side of sides) await expect(side.getByText(/^Training, epoch/)).toBeVisible();
  await page.reload();
  await expect(both).toBeVisible();
  await stop.click();
  for (const side of sides) await expect(side.getByText(/^Stopped after [1-9]/)).toBeVisible();
});

const OTHERS = [
  ['activations', 'Race: ReLU and its forerunners', 'ReLU', 'sigmoid'],
  ['dropout', 'Race: with dropout and without', 'With dropout', 'Without dropout'],
  ['augmentation', 'Race: with augmentation and without', 'With augmentation', 'Without augmentation'],
] as const;

for (const [name, title, first, second] of OTHERS) {
  test(`${first} against ${second}: started from its page, both train, both are stopped there`, async ({
    page,
  }) => {
    const race = await openRace(page, name, title);
    if (name === 'activations') await race.getByText('ReLU against sigmoid').click();
    await race.getByRole('textbox', { name: 'Epochs' }).fill('500');
    await race.getByRole('button', { name: 'Start the race' }).click();
    const sides = [first, second].map((side) => race.getByRole('region', { name: side, exact: true }));
    for (const side of sides)
      await expect(side.getByText(/^Training, epoch \d+ of 500, .* left\.$/)).toBeVisible();
    await race.getByRole('button', { name: 'Stop the race' }).click();
    for (const side of sides) await expect(side.getByText(/^Stopped after [1-9]/)).toBeVisible();
    await expect(race.getByRole('button', { name: 'Start the race' })).toBeEnabled();
  });
}
