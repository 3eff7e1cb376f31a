import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron } from '@playwright/test';
import { appFolder } from '../src-main/paths.ts';
import { missingDisplay } from './lib/display.ts';
import { findElectron } from './lib/electron-binary.ts';
import { ensureBuilt } from './lib/ensure-built.ts';

/** `npm run smoke:electron`: opens the real desktop window and uses it. Says so where it cannot, because it then proves nothing. */

const reason = missingDisplay(process.platform, process.env);
const executablePath = findElectron();
if (executablePath === undefined) skip('Electron is not installed: npm start fetches it');
else if (reason !== null) skip(reason);
else await smoke(executablePath);

function skip(why: string): void {
  console.log(`SKIPPED, the desktop window was not tried: ${why}.`);
}

async function smoke(executablePath: string): Promise<void> {
  await ensureBuilt();
  const folder = await mkdtemp(join(tmpdir(), 'smoke-'));
  const app = await electron.launch({
    executablePath,
    // Chromium's own sandbox refuses to start for root, as in containers.
    args: [appFolder, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...process.env, ALEXNET_STUDIO_WORKSPACE: folder } as Record<string, string>, // none of them is undefined
  });
  try {
    const window = await app.firstWindow();
    await check('the page comes from app://', async () => window.url().startsWith('app://alexnet-studio/'));
    await check('Node is out of the page’s reach', () => window.evaluate('typeof require === "undefined"'));
    await check('the bridge has two functions', () =>
      window.evaluate('Object.keys(alexnetStudio).sort().join() === "pathForFile,requestPort"'),
    );
    await check('the contract is carried by the port', async () => {
      await window.getByRole('heading', { level: 1 }).waitFor();
      await window.getByRole('link', { name: 'Data sets', exact: true }).click();
      await window.getByRole('button', { name: 'Choose a folder' }).waitFor();
      return true;
    });
    await check('scripts from elsewhere are refused', () =>
      window.evaluate(
        '(() => { try { new Function("return 1")(); return false; } catch { return true; } })()',
      ),
    );
    await check('it cannot open windows', () =>
      window.evaluate('window.open("https://example.org/") === null'),
    );
  } finally {
    await app.close();
    await rm(folder, { recursive: true });
  }
}

async function check(what: string, holds: () => Promise<unknown>): Promise<void> {
  const ok = (await holds()) === true;
  console.log(`${ok ? 'ok' : 'FAILED'}: ${what}`);
  if (!ok) process.exitCode = 1;
}
