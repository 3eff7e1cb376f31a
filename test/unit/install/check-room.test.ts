import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roomNeeded } from '../../../src-main/install/check-room.ts';
import { readEngineLock } from '../../../src-main/install/engine-lock.ts';
import { sizeText } from '../../../src-main/install/progress.ts';

const wheel = fc.record({
  name: fc.constant('w'),
  version: fc.constant('1'),
  file: fc.constant('w.whl'),
  sha256: fc.constant('0'.repeat(64)),
  bytes: fc.integer({ min: 1, max: 1e9 }),
  unpackedBytes: fc.integer({ min: 1, max: 2e9 }),
});

test('the room needed covers every moment of fetching the wheels one by one', () => {
  fc.assert(
    fc.property(fc.array(wheel), (wheels) => {
      let unpacked = 0;
      for (const one of wheels) {
        // pip holds the wheel twice while it copies it; then it is unpacked beside the first ones and deleted.
        expect(roomNeeded(wheels)).toBeGreaterThanOrEqual(unpacked + 2 * one.bytes);
        unpacked += one.unpackedBytes;
        expect(roomNeeded(wheels)).toBeGreaterThanOrEqual(unpacked + one.bytes);
      }
    }),
  );
});

test('the CPU build needs about 1.4 GB', () => {
  const cpu = readEngineLock().builds.find(
    (build) => build.platform === 'linux-x64' && build.flavour === 'cpu',
  );
  expect(sizeText(roomNeeded(cpu?.wheels ?? []))).toBe('1.4 GB');
});
