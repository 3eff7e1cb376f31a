import type { Locator } from '@playwright/test';

/** What a canvas shows, as a data URL. */
export function drawn(canvas: Locator): Promise<string> {
  return canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
}
