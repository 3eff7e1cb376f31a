import { defineConfig } from 'vitest/config';

/** Folders of test/ whose files may run side by side: they share nothing and are done in milliseconds to seconds. */
const SIDE_BY_SIDE = ['unit', 'contract', 'store', 'data', 'install', 'http', 'renderer', 'electron'];

/** Folders whose files start the engine. It takes every core and gigabytes of memory, so they run one file at a time. */
const ONE_AT_A_TIME = ['service', 'engine', 'cli'];

const MINUTE = 60_000;

export default defineConfig({
  test: {
    // Limits are for what hangs, not for what is slow: no test asserts on time.
    projects: [
      ...SIDE_BY_SIDE.map((name) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.{ts,tsx}`],
          globalSetup: name === 'electron' ? ['test/electron/build.ts'] : [],
          sequence: { groupOrder: 0 },
          testTimeout: MINUTE,
          hookTimeout: MINUTE,
        },
      })),
      ...ONE_AT_A_TIME.map((name, index) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          globalSetup: name === 'engine' ? ['test/python/install.ts'] : [],
          maxWorkers: 1,
          sequence: { groupOrder: 1 + index },
          testTimeout: 10 * MINUTE,
          hookTimeout: 10 * MINUTE,
        },
      })),
    ],
  },
});
