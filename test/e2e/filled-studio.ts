import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../scripts/lib/serve.ts';
import { type Studio, test } from './studio.ts';

/** Tests on a workspace that `fill` has filled before the server opens it, each with what the ones before it made. */
export function filledStudio(fill: (workspace: string) => void | Promise<void>) {
  return test.extend<object, { studio: Studio }>({
    studio: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
      async ({}, use) => {
        const folder = mkdtempSync(join(tmpdir(), 'studio-filled-'));
        const workspace = join(folder, 'workspace');
        await fill(workspace);
        const server = await serve(['--port', '0', '--workspace', workspace]);
        if (server === null) throw new Error('The server did not start');
        await use({ address: server.address.href, folder });
        await server.stop();
        rmSync(folder, { recursive: true });
      },
      { scope: 'worker', timeout: 300_000 },
    ],
  });
}
