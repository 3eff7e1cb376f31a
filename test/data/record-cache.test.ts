import { mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecordCache, type RecordCache } from '../../src-main/data/record-cache.ts';
import { readThumbnail } from '../../src-main/data/thumbnail.ts';
import { RECORD } from '../../src-main/engine/protocol.ts';

let folder: string;
let file: string;
let cache: RecordCache;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cache-'));
  file = join(folder, 'records.bin');
  cache = await openRecordCache(file);
});
afterEach(async () => {
  await cache.close();
  await rm(folder, { recursive: true, force: true });
});

const record = (value: number) => new Uint8Array(RECORD.bytes).fill(value);

describe('the cache of records', () => {
  it('gives back what was written, each record in its slot', async () => {
    const checksums = [3, 0, 1].map((slot) => cache.write(slot, record(slot + 1)));
    await cache.sync();
    expect(checksums[0]).toBe(crc32(record(4)));
    expect(await cache.read(3, checksums[0] ?? 0)).toEqual(record(4));
    expect(await cache.read(0, checksums[1] ?? 0)).toEqual(record(1));
    expect((await stat(file)).size).toBe(4 * RECORD.bytes);
  });

  it('keeps its contents when it is opened again', async () => {
    const checksum = cache.write(0, record(9));
    const again = await openRecordCache(file);
    expect(await again.read(0, checksum)).toEqual(record(9));
    await again.close();
  });

  it('tells a damaged record and one that is not there', async () => {
    const checksum = cache.write(0, record(5));
    cache.write(0, record(6));
    await expect(cache.read(0, checksum)).rejects.toMatchObject({ code: 'damaged' });
    await expect(cache.read(1, checksum)).rejects.toMatchObject({ code: 'damaged' });
    await truncate(file, RECORD.bytes - 1);
    await expect(cache.read(0, crc32(record(6)))).rejects.toMatchObject({ code: 'damaged' });
  });
});

describe('a thumbnail', () => {
  it('is the record made small', async () => {
    cache.write(2, record(120));
    const { data, info } = await sharp(await readThumbnail(file, 2, 64))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 64, height: 64, channels: 3 });
    expect(Math.abs((data[0] ?? 0) - 120)).toBeLessThan(4);
  });

  it('is not found where there is no record', async () => {
    await expect(readThumbnail(file, 0, 64)).rejects.toMatchObject({ code: 'not-found' });
    await expect(readThumbnail(join(folder, 'none'), 0, 64)).rejects.toMatchObject({ code: 'not-found' });
  });
});
