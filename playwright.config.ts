import { defineConfig } from '@playwright/test';

const MINUTE = 60_000;

/**
 * End-to-end tests: Chromium against the real headless server with the real engine. `scripts/test.ts` finds the browser and
 * names it in CHROME_PATH. One at a time, because each trains on every core.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 1,
  timeout: 10 * MINUTE,
  // For states that take a training epoch or an import to come; no test asserts on time.
  expect: { timeout: 2 * MINUTE },
  reporter: [['list']],
  use: {
    // What is not there by then will not come; without this a click waits for as long as its test may take.
    actionTimeout: 2 * MINUTE,
    viewport: { width: 1280, height: 800 },
    // A dialog that fades out is still found by what looks for its buttons.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env['CHROME_PATH'] ? { executablePath: process.env['CHROME_PATH'] } : {}),
      args: [
        // Without a GPU, Chromium would draw by a software GL, which takes more of the cores than drawing without any.
        '--disable-gpu',
        // Chromium's own sandbox refuses to start for root, as in containers.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
});
