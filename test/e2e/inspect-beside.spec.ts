import type { Page } from '@playwright/test';
import { drawn } from './drawn.ts';
import { inspect } from './inspect.ts';
import { expect } from './studio.ts';
import { openInspector, tinyTest as test } from './tiny-studio.ts';

async function choose(page: Page, select: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: select }).click();
  await page.getByRole('option', { name: option }).click();
}

test('the filters of two runs, and of two checkpoints, stand side by side and are sorted together', async ({
  page,
}) => {
  await openInspector(page, 'Tiny one', 'Filters');
  const own = page.getByRole('img', { name: /^first, 8 filters/ });
  const other = page.getByRole('img', { name: /^first of the others, 8 filters/ });
  await choose(page, 'Beside it', 'Tiny two');
  await expect(page.getByRole('region', { name: 'Tiny two, its best checkpoint' })).toBeVisible();
  await expect(other).toBeVisible();
  expect(await drawn(other)).not.toBe(await drawn(own));
  const inOrder = await drawn(own);
  await page.getByText('By norm', { exact: true }).click();
  await expect.poll(() => drawn(own)).not.toBe(inOrder);
  await inspect(page, 'inspect-filters-two-runs');

  await choose(page, 'Beside it', /^Epoch 1, step 3/);
  await expect(page.getByRole('region', { name: /^Tiny one, Epoch 1, step 3/ })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Tiny one, / })).toHaveCount(2);
  await page.getByText('By class', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'The chosen filter' })).toContainText('Most for');
  await page.getByText('Dead first', { exact: true }).click();
  // Scrubbing goes on beside what stays: at the first epoch both are the same.
  await page.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByText('After epoch 2', { exact: true })).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByText('After epoch 1', { exact: true })).toBeVisible();
  await expect.poll(async () => (await drawn(own)) === (await drawn(other))).toBe(true);

  await choose(page, 'Layer', 'second');
  await expect(page.getByRole('img', { name: /^second, 6 filters/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Input channel' }).fill('3');
  await inspect(page, 'inspect-filters-deep');
});

test('the diagram is moved and zoomed by the mouse and by the keyboard, and fitted again', async ({
  page,
}) => {
  await openInspector(page, 'Tiny one', 'Network');
  const diagram = page.getByRole('application', { name: /^Diagram of the network/ });
  const whole = diagram.locator('svg > g').first();
  const place = async () => {
    const transform = (await whole.getAttribute('transform')) ?? '';
    const [x = 0, y = 0, scale = 0] = (transform.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
    return { x, y, scale };
  };
  await diagram.scrollIntoViewIfNeeded();
  const fitted = await place();
  const box = await diagram.boundingBox();
  if (!box) throw new Error('The diagram is not to be seen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 20, { steps: 4 });
  await page.mouse.move(x + 60, y + 40, { steps: 4 });
  await page.mouse.up();
  const dragged = await place();
  expect(dragged.x - fitted.x).toBeGreaterThan(40);
  expect(dragged.y - fitted.y).toBeGreaterThan(20);
  expect(dragged.scale).toBe(fitted.scale);

  // A plain wheel is the page's; with Ctrl what is under the pointer stays there.
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await place()).scale).toBeGreaterThan(fitted.scale * 1.5);
  const zoomed = await place();
  const under = (at: Awaited<ReturnType<typeof place>>) => (box.width / 2 + 60 - at.x) / at.scale;
  expect(under(zoomed)).toBeCloseTo(under(dragged), 0);
  await page.getByRole('button', { name: 'Fit to the width' }).click();
  expect(await place()).toEqual(fitted);

  await diagram.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  expect((await place()).scale).toBeCloseTo(fitted.scale * 1.25 ** 2, 3);
  await page.keyboard.press('-');
  expect((await place()).scale).toBeCloseTo(fitted.scale * 1.25, 3);
  await page.keyboard.press('0');
  expect(await place()).toEqual(fitted);
});
