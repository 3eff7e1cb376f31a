import { expect, test } from './studio.ts';

test('the device to compute on is chosen from those that the engine finds', async ({ page }) => {
  const open = page.getByRole('button', { name: 'Device', exact: true });
  await open.click();
  const automatic = page.getByRole('menuitem', { name: /^Automatic/ });
  const processor = page.getByRole('menuitem', { name: /threads/ });
  await expect(automatic.getByLabel('chosen')).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/device.png' });
  await processor.click();
  await page.reload();
  await open.click();
  await expect(processor.getByLabel('chosen')).toBeVisible();
});
