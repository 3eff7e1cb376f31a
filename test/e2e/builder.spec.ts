import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { dropPaths } from './drop.ts';
import { filledStudio } from './filled-studio.ts';
import { writeFolder } from './pictures.ts';
import { expect } from './studio.ts';

/** A network is built, broken, mended, kept, shared and trained, in a workspace of its own; each test goes on with what the ones before it made. */
const test = filledStudio(() => {});
test.describe.configure({ mode: 'serial' });

const NAME = 'My small AlexNet';

/** What `to_json` of a small sequential model of Keras 3 says. */
const KERAS_MODEL = JSON.stringify({
  class_name: 'Sequential',
  config: {
    name: 'small',
    layers: [
      { class_name: 'InputLayer', config: { batch_shape: [null, 32, 32, 3], name: 'in' } },
      { class_name: 'Conv2D', config: { name: 'seen', filters: 4, kernel_size: [3, 3], padding: 'valid' } },
      { class_name: 'Flatten', config: { name: 'flat' } },
      { class_name: 'Dense', config: { name: 'end', units: 2, activation: 'softmax' } },
    ],
  },
});

async function openBuilder(page: Page): Promise<void> {
  await page.goto(new URL('#/lab/builder', page.url()).href);
  await expect(page.getByRole('region', { name: 'Network', exact: true })).toBeVisible();
}

/** Opens the dialog that takes a network's file or text; of the buttons with that name the page's own. */
async function openAnother(page: Page): Promise<void> {
  const network = page.getByRole('region', { name: 'Network', exact: true });
  await network.getByRole('button', { name: 'Open', exact: true }).click();
}

const layer = (page: Page, name: RegExp) =>
  page.getByRole('listbox', { name: 'Layers of the network' }).getByRole('option', { name });

test('AlexNet is taken apart: an error stands at its layer as it is typed, and is gone when it is mended', async ({
  page,
}) => {
  await openBuilder(page);
  await expect(page.getByText('62,378,344').first()).toBeVisible();
  const problems = page.getByRole('status', { name: 'Problems' });
  await expect(problems).toContainText('it can be trained');

  await layer(page, /^Conv 5 × 5/).click();
  await page.getByRole('combobox', { name: 'Padding' }).click();
  await page.getByRole('option', { name: 'valid', exact: true }).click();
  await page.getByRole('textbox', { name: 'Kernel' }).fill('30');
  await expect(layer(page, /Conv 30 × 30.*larger than its input of 27 × 27/)).toBeVisible();
  await expect(layer(page, /^Flatten.*waits for a layer/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Kernel' }).fill('x');
  await expect(page.getByText('Height × width are needed')).toBeVisible();
  await page.getByRole('textbox', { name: 'Kernel' }).fill('3 × 3');
  await expect(problems).toContainText('it can be trained');
});

test('layers are moved, doubled, removed and brought back by keyboard, and branches are joined', async ({
  page,
}) => {
  await openBuilder(page);
  await page.getByRole('button', { name: 'Start from' }).click();
  await page.getByRole('menuitem', { name: 'Empty' }).click();
  const list = page.getByRole('listbox', { name: 'Layers of the network' });
  const add = async (name: string) => {
    await page.getByRole('button', { name: 'Add a layer' }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  await layer(page, /^Flatten/).click();
  await add('Global pooling');
  await expect(layer(page, /Global average.*needs a feature map/)).toBeVisible();
  await list.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await layer(page, /^Flatten/).click();
  await expect(layer(page, /^Flatten.*is flat already/)).toBeVisible();
  await list.focus();
  await page.keyboard.press('Delete');
  await layer(page, /^Global average/).click();
  await add('Convolution');
  await list.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(list.getByRole('option').first()).toHaveText(/^Conv 3 × 3/);
  await page.getByRole('textbox', { name: 'Filters' }).fill('8');
  await page.getByRole('textbox', { name: 'Stride' }).fill('4');
  await list.focus();
  await page.keyboard.press('Control+d');
  await page.getByRole('textbox', { name: 'Stride' }).fill('1');
  await add('Add');
  await expect(layer(page, /^Add.*reads conv2d_1, conv2d/)).toBeVisible();
  await expect(page.getByRole('status', { name: 'Problems' })).toContainText('it can be trained');

  await list.focus();
  await page.keyboard.press('Delete');
  await expect(layer(page, /^Add/)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(layer(page, /^Add/)).toBeVisible();
  await page.keyboard.press('Control+y');
  await expect(layer(page, /^Add/)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await layer(page, /^Add/).dragTo(layer(page, /^Global average/));
  await expect(layer(page, /^Add.*reads/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('textbox', { name: 'Name' }).first().fill(NAME);
  await page.getByRole('textbox', { name: 'Name' }).first().press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    page.getByRole('region', { name: 'Saved networks' }).getByRole('button', { name: NAME, exact: true }),
  ).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

test('a shared network is opened again as it was; what is no network says why', async ({ page, studio }) => {
  await openBuilder(page);
  await page
    .getByRole('region', { name: 'Saved networks' })
    .getByRole('button', { name: NAME, exact: true })
    .click();
  await expect(layer(page, /^Add/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Saved', exact: true })).toBeDisabled();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: 'Keras source' }).click();
  await expect(page.getByRole('dialog')).toContainText('import keras');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: 'PyTorch source' }).click();
  await expect(page.getByRole('dialog')).toContainText('import torch');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: 'JSON' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Download' }).click();
  const file = join(studio.folder, 'shared.json');
  await (await download).saveAs(file);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Start from' }).click();
  await page.getByRole('menuitem', { name: 'LeNet-5' }).click();
  await expect(layer(page, /^Conv 5 × 5/).first()).toBeVisible();
  await openAnother(page);
  const text = readFileSync(file, 'utf8');
  await page.getByRole('textbox', { name: 'Its text' }).fill(text.replace('"filters":8', '"filters":-8'));
  await page.getByRole('dialog').getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('alert')).toContainText('Layer conv2d cannot be read, filters');
  await page.getByRole('textbox', { name: 'Its text' }).fill(text);
  await page.getByRole('dialog').getByRole('button', { name: 'Open' }).click();
  await expect(layer(page, /^Add.*reads conv2d_1, conv2d/)).toBeVisible();

  await openAnother(page);
  await page.getByRole('textbox', { name: 'Its text' }).fill(KERAS_MODEL);
  await page.getByRole('dialog').getByRole('button', { name: 'Open' }).click();
  await expect(layer(page, /^Conv 3 × 3.*seen.*30 × 30 × 4/)).toBeVisible();
});

test('its parameters are explained as those of the deck’s network are', async ({ page }) => {
  await page.goto(new URL('#/lab/parameters', page.url()).href);
  await page.getByRole('combobox', { name: 'Network' }).click();
  await page.getByRole('option', { name: NAME }).click();
  const table = page.getByRole('table', { name: 'Parameters by layer' });
  await expect(table.getByText('(3 × 3 × 3) × 8 + 8 = 224')).toBeVisible();
});

test('it is trained on a small data set, and deleting it later leaves its run alone', async ({
  page,
  studio,
}) => {
  const folder = join(studio.folder, 'few textures');
  await writeFolder(folder);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Data sets' }).click();
  await dropPaths(page, 'Drop a folder of pictures', [folder]);
  await page.getByRole('dialog', { name: 'Import pictures' }).getByRole('button', { name: 'Import' }).click();
  await page
    .getByRole('list', { name: 'Imports' })
    .getByRole('listitem')
    .filter({ hasText: 'few textures' })
    .getByRole('link', { name: 'Open' })
    .click({ timeout: 300_000 });

  await openBuilder(page);
  const saved = page
    .getByRole('region', { name: 'Saved networks' })
    .getByRole('listitem')
    .filter({ hasText: NAME });
  await saved.getByRole('link', { name: 'Train' }).click();
  await expect(page.getByRole('radio', { name: new RegExp(NAME) })).toBeChecked();
  await page.getByRole('combobox', { name: 'Data set' }).click();
  await page.getByRole('option', { name: /few textures/ }).click();
  await page.getByRole('textbox', { name: 'Epochs' }).fill('2');
  await page.getByRole('button', { name: 'Advanced settings' }).click();
  await page.getByRole('textbox', { name: 'Batch' }).fill('16');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('heading', { name: `${NAME} on few textures` })).toBeVisible();
  await expect(page.getByText('Completed').first()).toBeVisible({ timeout: 480_000 });
  const run = page.url();

  await openBuilder(page);
  await saved.getByRole('button', { name: `Delete ${NAME}` }).click();
  await expect(saved).toHaveCount(0);
  await page.goto(`${run.replace(/#\/runs\/([0-9a-z]{8}).*/, '#/runs/$1/inspect/network')}`);
  await expect(page.getByRole('region', { name: NAME })).toBeVisible();
});
