import { addSyntheticRuns } from '../../scripts/lib/synthetic-runs.ts';
import { filledStudio } from './filled-studio.ts';
import { inspect } from './inspect.ts';
import { expect } from './studio.ts';

const RUNS = 40;

const test = filledStudio((workspace) => addSyntheticRuns(workspace, RUNS));

test('settings and results of many runs are looked at together', async ({ page }) => {
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('grid', { name: 'Runs' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: 'Choose all runs that are found' }).check();
  await page
    .getByRole('link', { name: /^Compare/ })
    .last()
    .click();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();

  const passed = page.getByRole('table', { name: 'Runs let through' });
  await expect(passed.getByRole('row')).toHaveCount(RUNS + 1);
  const slider = page.getByRole('slider', { name: 'Runs let through by Best accuracy' });
  await slider.focus();
  for (let press = 0; press < 10; press++) await page.keyboard.press('Shift+ArrowUp');
  await expect(slider).toHaveAttribute('aria-valuetext', 'from 50 % to 100 % of the axis');
  const rows = await passed.getByRole('row').count();
  expect(rows).toBeLessThan(RUNS + 1);
  expect(rows).toBeGreaterThan(1);
  await inspect(page, 'compare-settings');

  await page.getByRole('button', { name: 'Let all through' }).click();
  await expect(passed.getByRole('row')).toHaveCount(RUNS + 1);
  await expect(
    page.getByRole('list', { name: 'Importance of settings' }).getByRole('listitem'),
  ).not.toHaveCount(0);
  await expect(page.getByText(/The dashed line is the Pareto front/)).toBeVisible();
  await expect(page.getByRole('link', { name: /no other run beats it/ })).not.toHaveCount(0);
});
