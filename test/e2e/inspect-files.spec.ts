import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect } from './studio.ts';
import { openInspector, tinyTest as test } from './tiny-studio.ts';

/** Saves by a menu that has just these choices; the open menu has no violations of accessibility. */
async function save(page: Page, menu: string, kinds: readonly string[]): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  for (const [at, kind] of kinds.entries()) {
    await page.getByRole('button', { name: `Save ${menu}`, exact: true }).click();
    const choices = page.getByRole('menuitem');
    await expect(choices).toHaveText(kinds.map((one) => `As ${one}`));
    if (at === 0) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
      expect(found, menu).toEqual([]);
    }
    const download = page.waitForEvent('download');
    await choices.nth(at).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(new RegExp(`\\.${kind.toLowerCase()}$`));
    const chunks: Buffer[] = [];
    for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
    files[kind] = Buffer.concat(chunks);
  }
  return files;
}

/** Both are pictures with something on them, and the drawing is well-formed by itself. */
async function expectPictures(page: Page, { PNG, SVG }: Record<string, Buffer>): Promise<void> {
  const text = SVG?.toString() ?? '';
  const root = await page.evaluate((svg) => {
    const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return documentElement.tagName;
  }, text);
  expect(root).toBe('svg');
  expect(text).not.toMatch(/class=|var\(|url\(|href="http/);
  for (const picture of [PNG, SVG]) {
    const { width, height } = await sharp(picture).metadata();
    expect(Math.min(width ?? 0, height ?? 0)).toBeGreaterThan(4);
    const { channels } = await sharp(picture).flatten({ background: '#808080' }).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(0.5);
  }
}

/** The lines of a file with headings, without an end line. */
function lines(csv: Buffer | undefined): string[] {
  return (csv?.toString() ?? '').trimEnd().split('\r\n');
}

/** Shape and values of a file of NumPy's. */
function readNpy(file: Buffer | undefined): { shape: number[]; values: Float32Array } {
  if (!file) throw new Error('There is no file');
  const start = 10 + file.readUInt16LE(8);
  const header = file.toString('latin1', 10, start);
  expect(header).toContain("'descr': '<f4'");
  const shape =
    /'shape': \(([^)]*)\)/
      .exec(header)?.[1]
      ?.split(',')
      .flatMap((size) => Number(size) || []) ?? [];
  return { shape, values: new Float32Array(Uint8Array.from(file.subarray(start)).buffer) };
}

test('the network is saved as a picture, and its table', async ({ page }) => {
  await openInspector(page, 'Tiny one', 'Network');
  await expectPictures(page, await save(page, 'the diagram', ['PNG', 'SVG']));
  const { CSV } = await save(page, 'the table', ['CSV']);
  expect(lines(CSV)).toHaveLength(1 + 6);
  expect(lines(CSV)[1]).toMatch(/^first,Conv2D,28 x 28 x 8,608,/);
});

test('activations are saved: a layer, a channel, and what a cell sees', async ({ page }) => {
  await openInspector(page, 'Tiny one', 'Activations');
  const layer = await save(page, 'first', ['PNG', 'SVG', 'CSV', 'NPY']);
  await expectPictures(page, layer);
  expect(lines(layer['CSV'])).toHaveLength(1 + 28 * 28 * 8);
  const { shape, values } = readNpy(layer['NPY']);
  expect(shape).toEqual([28, 28, 8]);
  expect(Number(lines(layer['CSV'])[1]?.split(',')[3])).toBeCloseTo(values[0] ?? 0, 5);
  // The channel on which the picture shows: others may be dead, and drawn in one colour.
  const largest = values.reduce((best, value, at) => (value > (values[best] ?? 0) ? at : best), 0) % 8;
  for (let next = 0; next < largest; next++) await page.getByRole('button', { name: 'Next channel' }).click();
  await expect(
    page.getByRole('img', { name: new RegExp(`^first, channel ${largest + 1}\\.`) }),
  ).toBeVisible();
  const channel = await save(page, 'the channel', ['PNG', 'SVG', 'CSV', 'NPY']);
  await expectPictures(page, channel);
  expect(lines(channel['CSV'])).toHaveLength(1 + 28);
  const one = readNpy(channel['NPY']);
  expect(one.shape).toEqual([28, 28]);
  expect(one.values[1]).toBe(values[8 + largest]);
  await expectPictures(page, await save(page, 'what the cell sees', ['PNG', 'SVG']));
});

test('filters are saved, those of the checkpoint, of an epoch, and those beside', async ({ page }) => {
  await openInspector(page, 'Tiny one', 'Filters');
  const best = await save(page, 'the filters', ['PNG', 'SVG', 'CSV', 'NPY']);
  await expectPictures(page, best);
  expect(lines(best['CSV'])).toHaveLength(1 + 8 * 5 * 5 * 3);
  expect(readNpy(best['NPY']).shape).toEqual([8, 5, 5, 3]);
  await expectPictures(page, await save(page, 'the filter', ['PNG', 'SVG']));
  await page.getByRole('combobox', { name: 'Beside it' }).click();
  await page.getByRole('option', { name: 'Tiny two' }).click();
  const other = await save(page, 'the other filters', ['PNG', 'SVG', 'CSV', 'NPY']);
  await expectPictures(page, other);
  expect(readNpy(other['NPY']).values).not.toEqual(readNpy(best['NPY']).values);
  const byEpoch = [];
  for (const key of ['End', 'Home']) {
    await page.getByRole('slider', { name: 'Epoch' }).focus();
    await page.keyboard.press(key);
    await expect(
      page.getByText(key === 'End' ? 'After epoch 2' : 'After epoch 1', { exact: true }),
    ).toBeVisible();
    byEpoch.push(readNpy((await save(page, 'the filters', ['PNG', 'SVG', 'CSV', 'NPY']))['NPY']).values);
  }
  expect(byEpoch[0]).not.toEqual(byEpoch[1]);
});

test('an explanation is saved', async ({ page }) => {
  await openInspector(page, 'Tiny one', 'Why this class');
  await expect(page.getByText('Probability')).toBeVisible();
  const files = await save(page, 'the explanation', ['PNG', 'SVG', 'CSV', 'NPY']);
  await expectPictures(page, files);
  expect(readNpy(files['NPY']).shape).toEqual([32, 32]);
  expect(lines(files['CSV'])).toHaveLength(1 + 32);
});

test('what units like is saved: their pictures with the patches, and the picture that is made', async ({
  page,
}) => {
  await openInspector(page, 'Tiny one', 'What a unit likes');
  await page.getByRole('button', { name: 'Look through the pictures' }).click();
  const files = await save(page, 'the pictures', ['PNG', 'SVG', 'CSV']);
  await expectPictures(page, files);
  expect(files['SVG']?.toString().match(/<image /g)?.length).toBe(lines(files['CSV']).length - 1);
  await page.getByRole('button', { name: /^Unit 2 / }).click();
  await expect(page.getByRole('img', { name: 'The picture that unit 2 likes most' })).toBeVisible();
  await expectPictures(page, await save(page, 'the picture', ['PNG', 'SVG']));
});

test('statistics are saved', async ({ page }) => {
  await openInspector(page, 'Tiny one', 'Statistics');
  const files = await save(page, 'the statistics', ['PNG', 'SVG', 'CSV']);
  await expectPictures(page, files);
  expect(lines(files['CSV'])[0]).toMatch(/^epoch,of,layer,lowest/);
  expect(lines(files['CSV']).filter((line) => /^2,weights,first,/.test(line))).toHaveLength(1);
  await expectPictures(page, await save(page, 'Spectral norm', ['PNG', 'SVG']));
});

test('the feature space is saved, with what was selected and what is nearest', async ({ page }) => {
  await openInspector(page, 'Tiny one', 'Feature space');
  await expect(page.getByRole('application', { name: /^Feature space of 12 pictures/ })).toBeVisible();
  const files = await save(page, 'the feature space', ['PNG', 'SVG', 'CSV', 'NPY']);
  await expectPictures(page, files);
  expect(lines(files['CSV'])).toHaveLength(1 + 12);
  expect(readNpy(files['NPY']).shape).toEqual([12, 12]);
  const { CSV } = await save(page, 'the nearest pictures’ names', ['CSV']);
  expect(lines(CSV)).toHaveLength(1 + 12);
  await page.getByRole('application', { name: /^Feature space/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(lines((await save(page, 'the selection', ['CSV']))['CSV'])).toHaveLength(1 + 1);
});
