import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLevel } from '../../src-main/series/level-file.ts';
import { levelFile, readManifest } from '../../src-main/series/manifest.ts';
import { updateSeries } from '../../src-main/series/update-series.ts';
import { random } from '../../src-shared/random.ts';
import { levelsOf, rowsAtLevel } from '../../src-shared/series/pyramid.ts';
import { BUCKET_BYTES, bucketLow, POINT_BYTES, pointValue } from '../../src-shared/series/row-layout.ts';
import { pointOf } from './samples.ts';
import { addRun, temporaryFolder, temporaryStore } from './workspace.ts';

/** Points of the steps `first` to `last` with losses that look like noise but are always the same. */
function noisyPoints(first: number, last: number, seed = 1) {
  const { uniform } = random(seed);
  return Array.from({ length: last - first + 1 }, (_, i) => pointOf(first + i, Math.fround(uniform())));
}

/** Reads all levels of a series folder and holds them against the losses. */
async function expectPyramidOf(folder: string, losses: readonly number[]): Promise<void> {
  const manifest = await readManifest(folder);
  expect(manifest?.points).toBe(losses.length);
  const points = readLevel(levelFile(folder, 0), POINT_BYTES, {
    first: 0,
    end: losses.length,
    total: losses.length,
  });
  expect(losses.map((_, row) => points.values[row * points.valueStride + pointValue(0)])).toEqual(losses);
  for (const level of levelsOf(losses.length)) {
    const total = rowsAtLevel(losses.length, level);
    const rows = readLevel(levelFile(folder, level), BUCKET_BYTES, { first: 0, end: total, total });
    for (let row = 0; row < total; row += 1) {
      const own = losses.slice(row * 2 ** level, (row + 1) * 2 ** level);
      const place = row * rows.valueStride + bucketLow(0);
      expect(rows.values[place]).toBe(Math.min(...own));
      expect(rows.values[place + 1]).toBe(Math.max(...own));
      expect(rows.values[place + 2]).toBeCloseTo(own.reduce((sum, loss) => sum + loss, 0) / own.length, 4);
    }
  }
}

test('a series that grew bit by bit is the one that is made at once', async () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  const folder = temporaryFolder();
  const points = noisyPoints(1, 9000);
  for (const [from, to] of [
    [0, 1],
    [1, 700],
    [700, 1023],
    [1023, 1030],
    [1030, 9000],
  ]) {
    store.metrics.appendSteps(id, points.slice(from, to));
    await updateSeries(store.metrics, id, folder);
    await expectPyramidOf(
      folder,
      points.slice(0, to).map(({ loss }) => loss),
    );
  }
  expect(await readManifest(folder)).toMatchObject({ firstStep: 1, lastStep: 9000, wallMs: 9000 * 60.5 });
});

test('what a resumed run does again replaces what it had', async () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  const folder = temporaryFolder();
  store.metrics.appendSteps(id, noisyPoints(1, 3000));
  await updateSeries(store.metrics, id, folder);
  store.metrics.truncateAfter(id, 2000);
  const again = noisyPoints(2001, 4000, 2);
  store.metrics.appendSteps(id, again);
  await updateSeries(store.metrics, id, folder);
  await expectPyramidOf(
    folder,
    [...noisyPoints(1, 2000), ...again].map(({ loss }) => loss),
  );
});

test('damaged files are made anew when the run grows', async () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  const folder = temporaryFolder();
  const points = noisyPoints(1, 3000);
  store.metrics.appendSteps(id, points);
  await updateSeries(store.metrics, id, folder);
  const file = levelFile(folder, 3);
  const bytes = readFileSync(file);
  bytes[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(() => readLevel(file, BUCKET_BYTES, { first: 300, end: 375, total: 375 })).toThrow('checksum');
  store.metrics.appendSteps(id, [pointOf(3001, 0.5)]);
  await updateSeries(store.metrics, id, folder);
  await expectPyramidOf(folder, [...points.map(({ loss }) => loss), 0.5]);
});

test('a folder that another version wrote is made anew', async () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  const folder = temporaryFolder();
  store.metrics.appendSteps(id, noisyPoints(1, 20));
  writeFileSync(join(folder, 'series.json'), '{"version":0}');
  appendFileSync(levelFile(folder, 0), 'something else');
  await updateSeries(store.metrics, id, folder);
  await expectPyramidOf(
    folder,
    noisyPoints(1, 20).map(({ loss }) => loss),
  );
});

test('work that is stopped keeps what it wrote, and goes on from there', async () => {
  const store = temporaryStore();
  const { id } = addRun(store);
  const folder = temporaryFolder();
  store.metrics.appendSteps(id, noisyPoints(1, 70_000));
  const stop = new AbortController();
  const stopped = updateSeries(store.metrics, id, folder, {
    onProgress: () => stop.abort(),
    signal: stop.signal,
  });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  expect(await readManifest(folder)).toMatchObject({ points: 65_536, lastStep: 65_536 });
  const steps: number[] = [];
  await updateSeries(store.metrics, id, folder, { onProgress: (step) => steps.push(step) });
  expect(steps).toEqual([70_000]);
});
