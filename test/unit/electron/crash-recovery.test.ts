import { expect, it } from 'vitest';
import { createCrashRecovery } from '../../../src-main/electron/crash-recovery.ts';

it('loads the page again three times within a minute, then gives up', () => {
  const decide = createCrashRecovery(() => 0);
  expect([decide(), decide(), decide(), decide()]).toEqual(['reload', 'reload', 'reload', 'give-up']);
});

it('goes on for ever with crashes that are far apart', () => {
  let time = 0;
  const decide = createCrashRecovery(() => time);
  for (let crash = 0; crash < 20; crash++) {
    expect(decide()).toBe('reload');
    time += 25_000;
  }
});
