import type { Page } from '@playwright/test';

declare global {
  interface Window {
    responseTimes: number[];
  }
}

/** Begins to note how long each click takes, from the event to the next picture on the screen, in milliseconds. */
export async function noteResponseTimes(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.responseTimes = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === 'click' || entry.name === 'pointerup') window.responseTimes.push(entry.duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** What was noted, once as many clicks have been answered. Clicks faster than 16 ms are not told apart by the browser. */
export async function responseTimes(page: Page): Promise<number[]> {
  return page.evaluate(() => window.responseTimes);
}
