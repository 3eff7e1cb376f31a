import type { Page } from '@playwright/test';

/** Drops files or folders of the disk on the middle of an area, by the browser's own drag events, as from a file manager. */
export async function dropPaths(page: Page, area: string, paths: string[]): Promise<void> {
  const target = page.getByRole('group', { name: area });
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error(`${area} is not to be seen`);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...place, data });
  }
  await devtools.detach();
}
