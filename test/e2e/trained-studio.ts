import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../scripts/lib/serve.ts';
import { lastJson, runCli } from '../helpers/run-cli.ts';
import { writeFolder } from './pictures.ts';
import { test as base, expect, type Studio } from './studio.ts';

/** A server whose workspace has a run of two epochs, “Looked into”, trained before by the command line; one for all specs that use it; with a camera that films a test card. */
export const trainedTest = base.extend<object, { studio: Studio }>({
  permissions: ['camera'],

  launchOptions: [
    async ({ launchOptions }, use) => {
      const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...camera] });
    },
    { scope: 'worker' },
  ],

  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'studio-inspect-'));
      const workspace = ['--workspace', join(folder, 'workspace')];
      await writeFolder(join(folder, 'textures'));
      const imported = await runCli(['import', join(folder, 'textures'), '--json', ...workspace]);
      const recipe = ['--net', 'alexnet-small', '--epochs', '2', '--batch', '16', '--name', 'Looked into'];
      const { dataset } = lastJson(imported);
      const trained = await runCli(['train', '--dataset', dataset.id, ...recipe, ...workspace]);
      expect(trained.exitCode, trained.stderr).toBe(0);
      const server = await serve(['--port', '0', ...workspace]);
      if (server === null) throw new Error('The server did not start');
      await use({ address: server.address.href, folder });
      await server.stop();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});
