import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './studio.ts';

const WIDTHS = [1280, 900];

/** Two frames later what follows the window's size has been laid out for it and drawn. */
const LAID_OUT = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** Looks at a page in light and dark: no violations of accessibility, and pictures of it in test-results/screens. */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate(LAID_OUT);
      await page.screenshot({
        path: `test-results/screens/${name}-${colorScheme}-${width}.png`,
        fullPage: true,
      });
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}
