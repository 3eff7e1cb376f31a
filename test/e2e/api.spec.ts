import { inspect } from './inspect.ts';
import { expect, test } from './studio.ts';

test('the page of the API lists the operations and tries one', async ({ page }) => {
  await page.getByRole('link', { name: 'API for other programs' }).click();
  const title = page.getByRole('button', { name: 'GET /runs All runs, newest first' });
  await expect(title).toBeVisible();
  await inspect(page, 'api');
  await title.click();
  const operation = page.locator('.opblock', { has: title });
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  await expect(operation.locator('.live-responses-table .response-col_status').nth(1)).toContainText('200');
});
