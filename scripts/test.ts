import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { appFolder } from '../src-main/paths.ts';
import { ensureBuilt } from './lib/ensure-built.ts';
import { ensureChromium } from './lib/find-chromium.ts';
import { type Tally, tallyLine, tallyPlaywright, tallyVitest } from './lib/tally.ts';

/** `npm test`: every test there is, after making ready what they need. The last line counts them all. */

const results = join(appFolder, 'test-results');
rmSync(results, { recursive: true, force: true });

await runHere(process.execPath, ['scripts/engine-install.ts']);
await ensureBuilt();
const chromium = await ensureChromium();

const tallies = [await unitTests(), await endToEndTests()];
console.log(tallyLine(tallies));
process.exitCode = tallies.some((tally) => tally.failed > 0) ? 1 : 0;

async function unitTests(): Promise<Tally> {
  const report = join(results, 'vitest.json');
  await runHere('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  return tallyVitest(report);
}

async function endToEndTests(): Promise<Tally> {
  if (chromium === undefined) {
    console.error('The end-to-end tests need Chromium: install it, or name its executable in CHROME_PATH.');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const report = join(results, 'playwright.json');
  await runHere('playwright', ['test', '--reporter=list,json'], {
    CHROME_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return tallyPlaywright(report);
}

/** Runs it to its end, whatever the end is: the reports tell. */
async function runHere(command: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  const options = { cwd: appFolder, preferLocal: true, stdio: 'inherit', reject: false, env } as const;
  const { signal } = await execa(command, args, options);
  if (signal !== undefined) console.error(`${command} was ended by ${signal}.`);
}
