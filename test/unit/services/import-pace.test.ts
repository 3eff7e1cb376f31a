import { expect, it } from 'vitest';
import type { ImportedFile } from '../../../src-main/data/protocol.ts';
import { createImportPace } from '../../../src-main/services/import-pace.ts';

const rejected = (index: number): ImportedFile => ({
  outcome: 'rejected',
  index,
  reason: 'The file is empty.',
});
const picture = { slot: 0, sha256: 'a'.repeat(64), crc32: 0, width: 1, height: 1 };
const cached = (index: number, reused = false): ImportedFile => ({
  outcome: 'cached',
  index,
  picture,
  reused,
});

it('counts what is done, rejected and reused', () => {
  const pace = createImportPace(10, () => 0);
  expect(pace([cached(0), rejected(1), cached(2, true)])).toMatchObject({
    done: 3,
    total: 10,
    rejected: 1,
    reused: 1,
  });
  expect(pace([cached(3)])).toMatchObject({ done: 4, rejected: 1, reused: 1 });
});

it('does not guess the time left before anything is done', () => {
  expect(createImportPace(10, () => 0)([])).toMatchObject({ imagesPerSecond: 0, secondsLeft: null });
});

it('goes by the rate of the last seconds, not by that of the beginning', () => {
  let now = 0;
  const pace = createImportPace(10_000, () => now);
  const done = (count: number) => Array.from({ length: count }, (_, index) => cached(index));
  now = 1000;
  expect(pace(done(1000))).toMatchObject({ imagesPerSecond: 1000, secondsLeft: 9 });
  for (now = 2000; now < 12_000; now += 1000) pace(done(100));
  expect(pace(done(100)).phase).toBe('decoding');
  expect(pace([])).toMatchObject({ imagesPerSecond: 100 });
});
