import { execa } from 'execa';
import { appFolder } from '../src-main/paths.ts';
import { missingDisplay } from './lib/display.ts';
import { fetchElectron } from './lib/electron-binary.ts';
import { ensureBuilt } from './lib/ensure-built.ts';
import { openBrowser } from './lib/open-browser.ts';
import { serve } from './lib/serve.ts';

/** `npm start`: the desktop window where there can be one, else the same program in the browser, with the reason in one line. */

/** A window that ends in trouble sooner than this never opened: a library or the sandbox is missing. */
const NEVER_OPENED_MS = 10_000;

await ensureBuilt();
const reason = await runDesktop();
if (reason !== null) await runInBrowser(reason);

/** Runs the desktop window to its end; the reason where it cannot be opened, else null. */
async function runDesktop(): Promise<string | null> {
  const noDisplay = missingDisplay(process.platform, process.env);
  if (noDisplay !== null) return noDisplay;
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  const electron = await fetchElectron();
  if (electron === undefined) return 'Electron could not be fetched';
  const { durationMs, failed, exitCode, signal } = await execa(electron, [appFolder], {
    stdio: 'inherit',
    reject: false,
  });
  if (failed && durationMs < NEVER_OPENED_MS) return `Electron ended with ${signal ?? `status ${exitCode}`}`;
  process.exitCode = exitCode ?? 1;
  return null;
}

async function runInBrowser(reason: string): Promise<void> {
  const server = await serve();
  if (server === null) {
    process.exitCode = 1;
    return;
  }
  console.log(`AlexNet Studio runs in the browser, because ${reason}: ${server.address.href}`);
  if (missingDisplay(process.platform, process.env) === null) await openBrowser(server.address.href);
  await server.ended;
}
