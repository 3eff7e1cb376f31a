import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { picturesOf } from '../../src-main/engine/crops.ts';
import { RECORD, type Samples } from '../../src-main/engine/protocol.ts';
import { openPictureReader, type PictureReader } from '../../src-main/engine/reader/picture-reader.ts';
import type { View } from '../../src-main/engine/views.ts';
import { stripedCache, temporaryFolder } from '../helpers/engine-parts.ts';

const INPUT = [227, 227, 3] as const;
const VIEW: View = { left: 14, top: 14, mirrored: false };

/** A cache of twelve records in a folder of its own, with a reader of it. */
function open(): { file: string; samples: Samples; reader: PictureReader } {
  const { recordsFile: file, train: samples } = stripedCache(temporaryFolder(), 3, {
    train: 4,
    val: 0,
    test: 0,
  });
  const reader = openPictureReader(file, INPUT);
  onTestFinished(() => reader.close());
  return { file, samples, reader };
}

/** The same, by the rule itself: every pixel is the record's that lies under it. */
function pixelsOf(record: Uint8Array, { left, top, mirrored }: View): number[] {
  const pixels: number[] = [];
  for (let y = 0; y < 227; y++) {
    for (let x = 0; x < 227; x++) {
      const at = ((top + y) * 256 + left + (mirrored ? 226 - x : x)) * 3;
      pixels.push(...record.subarray(at, at + 3));
    }
  }
  return pixels;
}

test('crops come as their views are, whichever thread cuts them, and in the order that was asked for', async () => {
  const { file, samples, reader } = open();
  const cache = readFileSync(file);
  const view = fc.record({
    left: fc.integer({ min: 0, max: 29 }),
    top: fc.integer({ min: 0, max: 29 }),
    mirrored: fc.boolean(),
  });
  const wanted = fc.array(fc.tuple(fc.integer({ min: 0, max: 11 }), view), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(wanted, async (pictures) => {
      const read = await reader.read(
        samples,
        pictures.map(([index]) => index),
        pictures.map(([, at]) => at),
      );
      const expected = pictures.flatMap(([index, at]) => {
        const start = (samples.slots[index] ?? 0) * RECORD.bytes;
        return pixelsOf(cache.subarray(start, start + RECORD.bytes), at);
      });
      expect(read).toEqual({ count: pictures.length, crops: Uint8Array.from(expected) });
    }),
    { numRuns: 10 },
  );
});

test('bent pictures come as whole records with their views', async () => {
  const { file, samples, reader } = open();
  const views = [VIEW, VIEW].map((view, index) => ({ ...view, bend: [1, 0.1 * index, 0, 1] as const }));
  const start = 2 * RECORD.bytes;
  const records = readFileSync(file).subarray(start, start + 2 * RECORD.bytes);
  expect(samples.slots.slice(2, 4)).toEqual(Int32Array.of(2, 3));
  expect(await reader.read(samples, [2, 3], views)).toEqual(
    picturesOf(Uint8Array.from(records), views, INPUT),
  );
});

test('a damaged record is named, and so is one that the file ends in; others are still read', async () => {
  const { file, samples, reader } = open();
  const cache = readFileSync(file);
  cache[5 * RECORD.bytes + 7] = 255 - (cache[5 * RECORD.bytes + 7] ?? 0);
  writeFileSync(file, cache);
  truncateSync(file, 11.5 * RECORD.bytes);
  const about = (slot: number) => ({
    code: 'damaged',
    message: `Picture ${slot} in the cache ${file} is damaged: delete that file and import the data set again.`,
  });
  await expect(reader.read(samples, [4, 5], [VIEW, VIEW])).rejects.toMatchObject(about(5));
  await expect(reader.read(samples, [11], [VIEW])).rejects.toMatchObject(about(11));
  await expect(reader.read(samples, [4], [VIEW])).resolves.toMatchObject({ count: 1 });
});

test('without its file it fails what it is asked, before and after', async () => {
  const reader = openPictureReader(join(temporaryFolder(), 'nothing'), INPUT);
  onTestFinished(() => reader.close());
  const samples = { slots: Int32Array.of(0), labels: Int32Array.of(0), checksums: Uint32Array.of(0) };
  await expect(reader.read(samples, [0], [VIEW])).rejects.toThrow('ENOENT');
  await expect(reader.read(samples, [0], [VIEW])).rejects.toThrow('ENOENT');
});
