import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { serve } from '../../scripts/lib/serve.ts';

/** The real headless server on a workspace of its own, for all tests of a worker: what one test makes, the next may use. */
export interface Studio {
  address: string;
  /** A folder for what tests write. */
  folder: string;
}

export const test = base.extend<object, { studio: Studio }>({
  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'studio-e2e-'));
      const server = await serve(['--port', '0', '--workspace', join(folder, 'workspace')]);
      if (server === null) throw new Error('The server did not start');
      await use({ address: server.address.href, folder });
      await server.stop();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  /** Opened with the token; a test fails on any error that the page reports, a breach of its policy included. */
  page: async ({ page, studio }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(studio.address);
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };
