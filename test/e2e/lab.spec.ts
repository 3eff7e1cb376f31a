import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { dropPaths } from './drop.ts';
import { writeUnseen } from './pictures.ts';
import { expect, test } from './studio.ts';

const PAGES = [
  ['convolution', 'A filter slides over a picture'],
  ['padding', 'How often the window fits'],
  ['pooling', 'One number of each window'],
  ['activations', 'Curves and slopes'],
  ['dropout', 'Units that are off'],
  ['augmentation', 'One picture, changed'],
  ['parameters', 'Where the parameters are'],
  ['builder', 'Saved networks'],
  ['evolution', 'Ten years and more'],
] as const;

async function openLab(page: Page, name: string): Promise<void> {
  await page.goto(new URL(`#/lab/${name}`, page.url()).href);
}

test('the filter of the deck is slid over its picture by keyboard, and its numbers can be changed', async ({
  page,
}) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Lab' }).click();
  await page
    .getByRole('list', { name: 'Pages of the lab' })
    .getByRole('link', { name: /^Convolution/ })
    .click();
  const section = page.getByRole('region', { name: 'A filter slides over a picture' });
  await section.getByRole('button', { name: 'Feature map, row 1, column 1: 0' }).focus();
  await page.keyboard.press('ArrowDown');
  const second = section.getByRole('button', { name: 'Feature map, row 2, column 1: 765' });
  await expect(second).toBeFocused();
  await expect(section.getByRole('status')).toContainText('255·1 + 255·1 + 255·1= 765');

  await section.getByLabel('Filter, row 3, column 1').fill('2');
  await expect(section.getByRole('button', { name: 'Feature map, row 2, column 1: 1020' })).toBeVisible();
  await section.getByLabel('As the slide prints it, 0 to 255').check();
  await expect(section.getByRole('button', { name: 'Feature map, row 2, column 1: 255' })).toBeVisible();
  await section.getByRole('button', { name: 'Play' }).click();
  await expect(section.getByText('Position 7 of 16')).toBeVisible();
});

test('a dropped picture is what the pages of the lab work on, and a file that is none is named', async ({
  page,
  studio,
}) => {
  const [picture, text] = [join(studio.folder, 'own.jpg'), join(studio.folder, 'notes.txt')];
  await writeUnseen(picture, 'rings');
  writeFileSync(text, 'not a picture');
  await openLab(page, 'convolution');
  const map = page.getByRole('img', { name: 'The feature map of the picture' });
  const before = await map.screenshot();
  await dropPaths(page, 'Drop a picture', [picture]);
  await expect(page.getByText('own.jpg')).toBeVisible();
  await expect.poll(async () => (await map.screenshot()).equals(before)).toBe(false);

  await dropPaths(page, 'Drop a picture', [text]);
  await expect(page.getByRole('alert')).toContainText('notes.txt is not a picture');
  await openLab(page, 'augmentation');
  await expect(page.getByText('own.jpg')).toBeVisible();
  const changed = page.getByRole('img', { name: 'The picture, changed' });
  const plain = await changed.screenshot();
  await page.getByLabel('Mirror').check();
  await page.getByRole('slider', { name: 'Rotation' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('1°')).toBeVisible();
  await expect.poll(async () => (await changed.screenshot()).equals(plain)).toBe(false);
});

test('the formulas of the deck come out', async ({ page }) => {
  await openLab(page, 'padding');
  await page.getByRole('button', { name: 'AlexNet, first convolution' }).click();
  await expect(page.getByText('55 × 55')).toBeVisible();
  await page.getByRole('button', { name: 'On 224 pixels' }).click();
  await expect(page.getByText(/the last pixel falls off the edge/)).toBeVisible();
  await page.getByRole('button', { name: 'Second convolution' }).click();
  await expect(page.getByText('27 × 27')).toBeVisible();
  await expect(page.getByText(/^Keras adds 2 on every side/)).toBeVisible();
  await page.getByRole('button', { name: 'Same, uneven' }).click();
  await expect(page.getByText(/^Keras needs 1 in all: 0 above and left, 1 below and right/)).toBeVisible();

  await openLab(page, 'pooling');
  await expect(page.getByRole('button', { name: 'Pooled, row 2, column 1: 7' })).toBeVisible();
  const keeps = page.getByRole('radiogroup', { name: 'Keeps' }).first();
  for (const [kind, value] of [
    ['min', '1'],
    ['average', '2.75'],
    ['max', '5'],
  ] as const) {
    await keeps.getByText(kind).click();
    await expect(page.getByRole('button', { name: `Pooled, row 1, column 1: ${value}` })).toBeVisible();
  }
  await page.getByRole('radiogroup', { name: 'Stride' }).getByText('1').click();
  await expect(page.getByText(/^The windows overlap/)).toBeVisible();
  await page.getByLabel('Global').check();
  await expect(page.getByRole('button', { name: 'Pooled, row 1, column 1: 7' })).toBeVisible();

  await openLab(page, 'parameters');
  const table = page.getByRole('table', { name: 'Parameters by layer' });
  await expect(table.getByText('(11 × 11 × 3) × 96 + 96 = 34,944')).toBeVisible();
  await expect(page.getByText(/^Total: .* = 62,378,344$/)).toBeVisible();
});

test('colour pictures and many filters have the sizes of the deck, and presets change the map', async ({
  page,
}) => {
  await openLab(page, 'convolution');
  const rgb = page.getByRole('region', { name: 'A colour picture has three channels' });
  await expect(rgb.getByText('6 × 6 × 3')).toBeVisible();
  await expect(rgb.getByText('300 + (−100) + (−380) = −180')).toBeVisible();
  await rgb.getByLabel('Red filter, row 1, column 1').fill('0');
  await expect(rgb.getByText('380 + (−100) + (−380) = −100')).toBeVisible();

  const many = page.getByRole('region', { name: 'Many filters, many maps' });
  await expect(many.getByText('6 × 6 × 3 ∗ 2 × (3 × 3 × 3) = 4 × 4 × 2')).toBeVisible();
  await many.getByRole('slider', { name: 'Filters' }).focus();
  await page.keyboard.press('End');
  await expect(many.getByText('6 × 6 × 3 ∗ 10 × (3 × 3 × 3) = 4 × 4 × 10')).toBeVisible();
  await expect(many.getByRole('table', { name: /^Map of / })).toHaveCount(10);

  const sliding = page.getByRole('region', { name: 'A filter slides over a picture' });
  await sliding.getByRole('combobox', { name: 'Filter', exact: true }).click();
  await page.getByRole('option', { name: 'Vertical edge' }).click();
  await expect(sliding.getByRole('button', { name: 'Feature map, row 2, column 1: 0' })).toBeVisible();
  await sliding.getByRole('combobox', { name: 'Size n' }).click();
  await page.getByRole('option', { name: '8', exact: true }).click();
  await expect(sliding.getByText('(8 − 3 + 1) × (8 − 3 + 1) = 6 × 6')).toBeVisible();
});

test('no unit is off when the network is in use, and the cost of an activation is measured', async ({
  page,
}) => {
  await openLab(page, 'dropout');
  await expect(page.getByRole('img', { name: /^Network of 5, 8, 8, 3 units, [1-9]/ })).toBeVisible();
  await page.getByRole('radiogroup', { name: 'What the network does' }).getByText('In use').click();
  await expect(page.getByRole('img', { name: 'Network of 5, 8, 8, 3 units, 0 of them off' })).toBeVisible();

  await openLab(page, 'activations');
  await page.getByRole('slider', { name: 'Layers' }).focus();
  await page.keyboard.press('End');
  await expect(
    page.getByRole('img', { name: /^Gradient left after n layers: ReLU 1\.000, tanh 0\.0/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Measure on this machine' }).click();
  await expect(page.getByText(/^\d+\.\d ns$/)).toHaveCount(3);
});

test('every page of the lab is accessible in light and dark', async ({ page }) => {
  for (const [name, title] of PAGES) {
    await openLab(page, name);
    await expect(page.getByRole('region', { name: title })).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page }).include('#main');
      // The other rules do not depend on the scheme.
      if (colorScheme === 'dark') axe.withRules(['color-contrast']);
      const { violations } = await axe.analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
      expect(found, `${name}, ${colorScheme}`).toEqual([]);
    }
  }
});
