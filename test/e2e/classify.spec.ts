import { createWriteStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Page } from '@playwright/test';
import { ZipFile } from 'yazl';
import { blackPng } from '../helpers/pictures.ts';
import { endlessOnnx, greedyOnnx, tinyOnnx } from '../helpers/tiny-onnx.ts';
import { dropPaths } from './drop.ts';
import { inspect } from './inspect.ts';
import { writeUnseen } from './pictures.ts';
import { expect, type Studio } from './studio.ts';
import { trainedTest as test } from './trained-studio.ts';

/** Networks in the window, on one run; each test with a page of its own. */

const DROP = 'Drop pictures or a folder';

async function openClassify(page: Page): Promise<void> {
  await page.goto(new URL('#/classify', page.url()).href);
  await expect(page.getByText(/answers in this window, on \d thread/)).toBeVisible();
}

async function unseen(studio: Studio, label: string): Promise<string> {
  const file = join(studio.folder, `unseen ${label}.jpg`);
  await writeUnseen(file, label);
  return file;
}

const cards = (page: Page) => page.getByRole('article');

test('a dropped picture is answered in the window, on threads, as the engine answers it', async ({
  page,
  studio,
}) => {
  await openClassify(page);
  expect(await page.evaluate(() => self.crossOriginIsolated)).toBe(true);
  await dropPaths(page, DROP, [await unseen(studio, 'stripes')]);
  const card = cards(page).filter({ hasText: 'unseen stripes.jpg' });
  await expect(card.getByRole('listitem')).toHaveCount(3);
  const inWindow = await card.getByRole('list').textContent();
  await inspect(page, 'classify-answer');

  await page.getByText('Engine', { exact: true }).click();
  await expect(page.getByText('answers in the engine.')).toBeVisible();
  await expect(card.getByRole('listitem')).toHaveCount(3);
  expect(await card.getByRole('list').textContent()).toBe(inWindow);
});

test('probabilities are calibrated, and a threshold makes answers none of these', async ({
  page,
  studio,
}) => {
  await openClassify(page);
  await dropPaths(page, DROP, [await unseen(studio, 'rings')]);
  await page.getByRole('button', { name: /^Certainty/ }).click();
  await expect(page.getByRole('img', { name: /^Reliability diagram/ })).toBeVisible();
  await inspect(page, 'classify-certainty');
  const slider = page.getByRole('slider', { name: /^None of these below/ });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(page.getByText(/it would drop \d+ of \d+ wrong answers? and/)).toBeVisible();
  await expect(cards(page).first()).toContainText('None of these');
});

test('an archive and what is no picture are answered each in its way', async ({ page, studio }) => {
  await openClassify(page);
  const folder = join(studio.folder, 'mixed');
  mkdirSync(folder, { recursive: true });
  await zip(join(folder, 'archive.zip'), await unseen(studio, 'checks'));
  writeFileSync(join(folder, 'notes.jpg'), 'not a picture');
  await dropPaths(page, DROP, [folder]);
  await expect(cards(page)).toHaveCount(2);
  await expect(cards(page).filter({ hasText: 'inside.jpg' }).getByRole('listitem')).toHaveCount(3);
  await expect(cards(page).filter({ hasText: 'notes.jpg' })).toContainText('not a picture that can be read');
  await page.getByText('List', { exact: true }).click();
  await inspect(page, 'classify-list');
});

test('the camera takes a picture that is answered', async ({ page }) => {
  await openClassify(page);
  await page.getByRole('button', { name: 'Camera' }).click();
  await page.getByRole('button', { name: 'Take the picture' }).click();
  await expect(cards(page).filter({ hasText: 'camera 1.png' }).getByRole('listitem')).toHaveCount(3);
});

test('a network from elsewhere answers beside the run, and a hostile one is refused', async ({
  page,
  studio,
}) => {
  await openClassify(page);
  const good = join(studio.folder, 'colours.onnx');
  writeFileSync(good, tinyOnnx({ labels: ['red', 'green', 'blue'] }));
  const bad = join(studio.folder, 'cut.onnx');
  writeFileSync(bad, readFileSync(good).subarray(0, 90));
  await page.getByRole('button', { name: 'Other networks' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('An ONNX file on this computer').fill(bad);
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await expect(dialog.getByRole('alert')).toContainText('damaged or cut short');
  await dialog.getByLabel('An ONNX file on this computer').fill(good);
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await expect(dialog.getByText('3 labels: red, green, blue')).toBeVisible();
  await inspect(page, 'classify-own');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('colours answers in this window')).toBeVisible();
  await dropPaths(page, DROP, [await unseen(studio, 'stripes')]);
  await expect(cards(page).getByRole('listitem')).toHaveCount(6);
  await expect(cards(page)).toContainText('green');
  await inspect(page, 'classify-beside');
});

test('pictures are sorted into folders, and that is undone after the page was loaded anew', async ({
  page,
  studio,
}) => {
  await openClassify(page);
  const source = join(studio.folder, 'to sort');
  mkdirSync(source, { recursive: true });
  for (const label of ['checks', 'rings']) await writeUnseen(join(source, `${label}.jpg`), label);
  await page.getByLabel('A folder on this computer').fill(source);
  await page.getByRole('button', { name: 'Classify it' }).click();
  await expect(cards(page).getByRole('listitem')).toHaveCount(6);
  await page.getByRole('button', { name: 'Sort into folders' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sort into folders' });
  await dialog.getByLabel('Into the folder').fill(join(studio.folder, 'sorted'));
  await dialog.getByText('Moved', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Show what goes where' }).click();
  await expect(dialog.getByText('2 files will be moved')).toBeVisible();
  await inspect(page, 'classify-sort');
  await dialog.getByRole('button', { name: 'Move 2 files' }).click();
  await expect(dialog.getByText('2 files sorted')).toBeVisible();
  expect(readdirSync(source)).toEqual([]);

  await page.reload();
  await dropPaths(page, DROP, [await unseen(studio, 'stripes')]);
  await page.getByRole('button', { name: 'Sort into folders' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Sorted before')).toBeHidden();
  expect(readdirSync(source).sort()).toEqual(['checks.jpg', 'rings.jpg']);
});

test('an answer is explained, corrected, saved, and becomes part of the next version of the data set', async ({
  page,
  studio,
}) => {
  await openClassify(page);
  await dropPaths(page, DROP, [await unseen(studio, 'stripes')]);
  const more = page.getByRole('button', { name: 'More about unseen stripes.jpg' });
  await more.click();
  await page.getByRole('menuitem', { name: 'Why this class (Grad-CAM)' }).click();
  await expect(page.getByText('Score before the softmax')).toBeVisible();
  await page.keyboard.press('Escape');
  await more.click();
  await page.getByRole('menuitem', { name: 'rings' }).click();

  await page.getByRole('button', { name: 'Save answers' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'As CSV' }).click();
  const saved = readFileSync(await (await download).path(), 'utf8').split('\r\n');
  expect(saved[0]).toBe('file,network,place,class,probability,none of these,corrected,problem');
  expect(saved[1]).toContain('unseen stripes.jpg,Looked into,1,');

  await page.getByRole('button', { name: 'Add 1 corrected picture to the data set' }).click();
  await expect(page.getByText('has a version 2')).toBeVisible();
});

test('a network that never ends, and one that wants all memory, are stopped: the picture that did it is named, others are answered', async ({
  page,
  studio,
}) => {
  await openClassify(page);
  const labels = ['red', 'green', 'blue'];
  const folder = join(studio.folder, 'light and dark');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a dark.png'), await blackPng(64, 64));
  await writeUnseen(join(folder, 'b light.jpg'), 'stripes');
  writeFileSync(join(folder, 'c dark.png'), await blackPng(32, 32));
  const card = (hasText: string) => cards(page).filter({ hasText });
  const [first, light, last] = [card('a dark.png'), card('b light.jpg'), card('c dark.png')] as const;

  await addNetwork(page, join(studio.folder, 'greedy.onnx'), greedyOnnx(labels));
  await answeredBy(page, 'greedy');
  await dropPaths(page, DROP, [folder]);
  await expect(light).toContainText(
    'There is no answer to light and dark/b light.jpg. This window has no memory left',
  );
  await expect(cards(page).first()).toHaveAccessibleName('a dark.png');
  for (const dark of [first, last]) await expect(dark.getByRole('listitem')).toHaveCount(3);

  await page.getByRole('button', { name: 'Clear' }).click();
  await addNetwork(page, join(studio.folder, 'endless.onnx'), endlessOnnx(labels));
  await answeredBy(page, 'endless');
  await page.clock.install();
  await dropPaths(page, DROP, [folder]);
  await expect(first.getByRole('listitem')).toHaveCount(3);
  await page.clock.fastForward(31_000);
  await expect(light).toContainText('b light.jpg. The network gave no answer within 30 s and was stopped.');
  await expect(last.getByRole('listitem')).toHaveCount(3);
  await inspect(page, 'classify-stopped');
});

/** Adds a network from elsewhere. */
async function addNetwork(page: Page, file: string, bytes: Uint8Array): Promise<void> {
  writeFileSync(file, bytes);
  await page.getByRole('button', { name: 'Other networks' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('An ONNX file on this computer').fill(file);
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.keyboard.press('Escape');
}

/** Has a network answer alone. */
async function answeredBy(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Answered by' }).click();
  await page.getByRole('option', { name, exact: true }).click();
  await expect(page.getByText(`${name} answers in this window`)).toBeVisible();
}

async function zip(file: string, picture: string): Promise<void> {
  const archive = new ZipFile();
  archive.addFile(picture, 'inside.jpg');
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(file));
}
