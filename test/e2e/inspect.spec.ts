import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { drawn } from './drawn.ts';
import { dropPaths } from './drop.ts';
import { inspect } from './inspect.ts';
import { writeUnseen } from './pictures.ts';
import { expect } from './studio.ts';
import { trainedTest as test } from './trained-studio.ts';

async function openPart(page: Page, title: string): Promise<void> {
  await page.goto(new URL('#/runs', page.url()).href);
  await page.getByRole('grid', { name: 'Runs' }).getByRole('link', { name: 'Looked into' }).click();
  await page.getByRole('link', { name: 'Inspect' }).click();
  await page.getByRole('navigation', { name: 'Inspector' }).getByRole('link', { name: title }).click();
}

test('the diagram is gone through by keyboard, and tells of each layer', async ({ page }) => {
  await openPart(page, 'Network');
  const diagram = page.getByRole('application', { name: /^Diagram of the network/ });
  await diagram.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(diagram).toHaveAccessibleName(/max_pooling2d chosen/);
  await expect(page.getByText('Size: (55 − 3) / 2 + 1 = 27')).toBeVisible();
  const table = page.getByRole('table', { name: 'Layers' });
  await expect(table.getByRole('row', { name: /^conv2d_1 / })).toContainText('(5 × 5 × 24) × 64 = 38,400');
  await page.getByRole('button', { name: 'Measure times' }).click();
  await expect(table.getByRole('row', { name: /^conv2d_1 / })).toContainText(' ms');
  await inspect(page, 'inspect-network');
});

test('the diagram is saved as a drawing that needs no style sheet', async ({ page }) => {
  await openPart(page, 'Network');
  await page.getByRole('button', { name: 'Save the diagram' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'As SVG' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('Looked into network.svg');
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
  const drawing = Buffer.concat(chunks).toString();
  expect(drawing).toContain('Conv 11 × 11');
  expect(drawing).not.toMatch(/class=|var\(/);
});

test('a dropped picture goes through every layer, and each number says where it comes from', async ({
  page,
  studio,
}) => {
  const file = join(studio.folder, 'unseen rings.jpg');
  await writeUnseen(file, 'rings');
  await openPart(page, 'Activations');
  await dropPaths(page, 'Picture to look at', [file]);
  await expect(page.getByText('unseen rings.jpg')).toBeVisible();

  const lens = page.getByRole('region', { name: 'One channel' });
  await expect(lens).toContainText('Σ of 11 × 11 × 3 products');
  const cell = lens.getByRole('img', { name: /^conv2d, channel 1\./ });
  await cell.focus();
  await page.keyboard.press('ArrowRight');
  await expect(lens.getByText('Row 28, column 29 of 55 × 55')).toBeVisible();

  const pooled = page
    .getByRole('region', { name: 'max_pooling2d', exact: true })
    .getByRole('img', { name: /^max_pooling2d, / });
  await pooled.scrollIntoViewIfNeeded();
  await pooled.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await expect(lens).toContainText('max_pooling2d, channel 2');
  await expect(lens).toContainText('The largest of 3 × 3 values of batch_normalization');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(lens.getByText('Row 15, column 14 of 27 × 27')).toBeVisible();

  // The pointer over a small tile shows the same for the cell below it, and gives the chosen one back when it leaves.
  await pooled.hover({ position: { x: 2, y: 2 } });
  await expect(lens).toContainText('max_pooling2d, channel 1');
  await expect(lens.getByText('Row 2, column 2 of 27 × 27')).toBeVisible();
  await expect(lens).toContainText('19 × 19 pixels of the network’s input are seen.');
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(lens.getByText('Row 15, column 14 of 27 × 27')).toBeVisible();
  await inspect(page, 'inspect-activations');
});

test('a file that is no picture is refused in a sentence, and the way to another one stays', async ({
  page,
  studio,
}) => {
  await openPart(page, 'Activations');
  await dropPaths(page, 'Picture to look at', [join(studio.folder, 'textures', 'stripes', 'notes.jpg')]);
  await expect(page.getByText('No picture')).toBeVisible();
  await expect(page.getByRole('alert').first()).not.toBeEmpty();
  await page.getByRole('button', { name: 'From the data set' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(checks|rings|stripes), / })
    .first()
    .click();
  await expect(page.getByText(/Its class is/)).toBeVisible();
});

test('filters are sorted by what they answer to, and shown as they were after each epoch', async ({
  page,
}) => {
  await openPart(page, 'Filters');
  const chosen = page.getByRole('region', { name: 'The chosen filter' });
  await expect(chosen).toContainText('Filter 1');
  await page.getByText('By class', { exact: true }).click();
  await expect(chosen).toContainText('of the pictures');
  await page.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('After epoch 2')).toBeVisible();
  await inspect(page, 'inspect-filters');
});

test('a class is explained beside another one, and long work is cancelled', async ({ page }) => {
  await openPart(page, 'Why this class');
  await page.getByRole('button', { name: 'Beside another class' }).click();
  await expect(page.getByText('Probability')).toHaveCount(2);
  await inspect(page, 'inspect-why');
  await page.getByText('Integrated gradients', { exact: true }).click();
  await expect(page.getByText('All parts together')).toHaveCount(2);
  await page.getByRole('button', { name: 'One class only' }).click();
  await page.getByText('SmoothGrad', { exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Cancelled. Work it out' }).click();
  await expect(page.getByText('Probability')).toHaveCount(1);
});

test('guided Grad-CAM and occlusion explain two classes side by side, as strongly as is wished', async ({
  page,
}) => {
  await openPart(page, 'Why this class');
  await page.getByRole('button', { name: 'Beside another class' }).click();
  const pictures = page.getByRole('img', { name: /^The picture, with what speaks for/ });
  for (const method of ['Guided Grad-CAM', 'Occlusion']) {
    await page.getByText(method, { exact: true }).click();
    await expect(page.getByText('Probability', { exact: true })).toHaveCount(2);
    await expect
      .poll(async () => (await drawn(pictures.first())) !== (await drawn(pictures.last())))
      .toBe(true);
    // Without any opacity both are the bare picture.
    await page.getByRole('slider', { name: 'Opacity' }).focus();
    await page.keyboard.press('Home');
    await expect
      .poll(async () => (await drawn(pictures.first())) === (await drawn(pictures.last())))
      .toBe(true);
    await page.keyboard.press('End');
    await expect
      .poll(async () => (await drawn(pictures.first())) !== (await drawn(pictures.last())))
      .toBe(true);
    await inspect(page, `inspect-why-${method.toLowerCase().replaceAll(' ', '-')}`);
  }
  await page.getByText('Guided Grad-CAM', { exact: true }).click();
  await page.getByText('In its colours', { exact: true }).click();
  await expect(page.getByRole('slider', { name: 'Opacity' })).toHaveCount(0);
  await inspect(page, 'inspect-why-colours');
});

test('occlusion tells how far it is, and is stopped and done again', async ({ page }) => {
  await openPart(page, 'Why this class');
  await expect(page.getByText('Probability', { exact: true })).toBeVisible();
  await page.getByText('Occlusion', { exact: true }).click();
  const progress = page.getByRole('progressbar', { name: 'It is being worked out.' });
  await expect(progress).not.toHaveAttribute('aria-valuenow', '0');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Cancelled. Work it out' }).click();
  await expect(page.getByText('Probability', { exact: true })).toBeVisible();
  await expect(progress).toHaveCount(0);
});

test('a picture from the camera is looked into', async ({ page }) => {
  await openPart(page, 'Activations');
  await page.getByRole('button', { name: 'Camera' }).click();
  await page.getByRole('button', { name: 'Take the picture' }).click();
  await expect(page.getByText('camera.png')).toBeVisible();
  await expect(page.getByRole('region', { name: 'One channel' })).toContainText('products');
});

test('the pictures that a unit likes are found, and one is made for it', async ({ page }) => {
  await openPart(page, 'What a unit likes');
  await page.getByRole('button', { name: 'Look through the pictures' }).click();
  await page.getByRole('button', { name: /^Unit 2 / }).click();
  await expect(page.getByRole('img', { name: 'The picture that unit 2 likes most' })).toBeVisible();
  await inspect(page, 'inspect-likes');
});

test('the statistics of each epoch are shown', async ({ page }) => {
  await openPart(page, 'Statistics');
  await expect(
    page.getByRole('img', { name: 'Distribution of the weights of conv2d after 2 epochs' }),
  ).toBeVisible();
  await inspect(page, 'inspect-statistics');
  await expect(page.getByText('Spectral norm').first()).toBeVisible();
  const shown = page.getByRole('radiogroup', { name: 'What is shown' });
  await shown.getByText('Gradients').click();
  await expect(
    page.getByRole('img', { name: 'Distribution of the gradients of conv2d after 2 epochs' }),
  ).toBeVisible();
  await shown.getByText('Activations').click();
  await expect(
    page.getByRole('img', { name: 'Distribution of the outputs of batch_normalization after 2 epochs' }),
  ).toBeVisible();
});

test('pictures of the feature space are selected by keyboard', async ({ page }) => {
  await openPart(page, 'Feature space');
  const space = page.getByRole('application', { name: /^Feature space of 12 pictures/ });
  await space.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Selected pictures' }).locator('img')).toHaveCount(2);
  await expect(
    page.getByRole('region', { name: 'Nearest to the picture' }).getByRole('listitem'),
  ).toHaveCount(12);
  await inspect(page, 'inspect-space');
});

test('UMAP lays the feature space out, and what a lasso goes around is opened in the gallery', async ({
  page,
}) => {
  await openPart(page, 'Feature space');
  await page.getByText('UMAP', { exact: true }).click();
  await expect(page.getByText('laid out so that neighbours stay neighbours')).toBeVisible();
  const space = page.getByRole('application', { name: /^Feature space of 12 pictures/ });
  await space.scrollIntoViewIfNeeded();
  const box = await space.boundingBox();
  if (!box) throw new Error('The feature space is not to be seen');
  const corners = [
    [2, 2],
    [box.width - 2, 2],
    [box.width - 2, box.height - 2],
    [2, box.height - 2],
    [2, 2],
  ] as const;
  await page.mouse.move(box.x + 2, box.y + 2);
  await page.mouse.down();
  for (const [x, y] of corners) await page.mouse.move(box.x + x, box.y + y);
  await page.mouse.up();
  await expect(page.getByText('12 pictures selected')).toBeVisible();

  await page.getByRole('button', { name: 'Open in the gallery' }).click();
  const selection = page.getByRole('status', { name: 'Selection' });
  await expect(selection).toContainText(
    '12 validation pictures, selected in the feature space of Looked into',
  );
  await expect(page.getByRole('heading', { name: 'rings 4 pictures' })).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Classes' })
    .getByRole('button', { name: /^stripes/ })
    .click();
  await expect(page.getByRole('img', { name: /^stripes, / })).toHaveCount(4);
  await inspect(page, 'inspect-gallery');
  await selection.getByRole('button', { name: 'Show all pictures' }).click();
  await expect(page.getByRole('heading', { name: 'stripes 40 pictures' })).toBeVisible();
});
