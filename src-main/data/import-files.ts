import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodePicture, RejectedPicture } from './decode-picture.ts';
import type { CachedPicture, ImportedFile, ToDecoder } from './protocol.ts';
import { readPicture } from './read-picture.ts';
import { openRecordCache, type RecordCache } from './record-cache.ts';

export type ImportOrder = Extract<ToDecoder, { type: 'import' }>;

export interface ImportChannel {
  /** Whether the cache has a picture of a file with these bytes. */
  askKnown(index: number, sha256: string): Promise<CachedPicture | null>;
  /** These files are done, and what belongs to them is on the disk. */
  report(files: ImportedFile[]): void;
}

/** Milliseconds between two reports: often enough for a progress bar, seldom enough for the disk and the database. */
const REPORT_MS = 250;

/**
 * Decodes files into the record cache. Files whose bytes the cache knows are not decoded again, unless the record there is
 * damaged: then it is written anew in its place. Fails as the file system does when the cache cannot be written.
 */
export async function importFiles(order: ImportOrder, channel: ImportChannel): Promise<void> {
  const cache = await openRecordCache(order.recordsFile);
  const done: ImportedFile[] = [];
  const importer = createImporter(cache, order.slots, channel);
  const queue = order.files.entries();
  const work = Promise.all(
    Array.from({ length: order.atOnce }, async () => {
      for (const [index, file] of queue) done.push(await importer(index, file));
    }),
  );
  for (let working = true; working; ) {
    working = await Promise.race([sleep(REPORT_MS, true), work.then(() => false)]);
    const files = done.splice(0);
    await cache.sync();
    if (files.length > 0) channel.report(files);
  }
  await cache.close();
}

function createImporter(cache: RecordCache, slots: readonly number[], channel: ImportChannel) {
  const freeSlots = slots.values();
  // The same picture may lie in the folder twice, and the second must not be decoded while the first is.
  const byHash = new Map<string, Promise<CachedPicture>>();

  async function cachePicture(bytes: Buffer, sha256: string, known: CachedPicture | null) {
    const { pixels, width, height } = await decodePicture(bytes);
    const slot = known?.slot ?? freeSlots.next().value;
    if (slot === undefined) throw new Error('The import was given too few slots.');
    return { slot, sha256, crc32: cache.write(slot, pixels), width, height };
  }

  async function importBytes(
    index: number,
    bytes: Buffer,
  ): Promise<{ picture: CachedPicture; reused: boolean }> {
    const sha256 = hash('sha256', bytes, 'hex');
    const twin = byHash.get(sha256);
    if (twin) return { picture: await twin, reused: true };
    const { promise, resolve, reject } = Promise.withResolvers<CachedPicture>();
    byHash.set(sha256, promise);
    promise.catch(() => {}); // Mostly there is no twin to hear of it.
    try {
      const known = await channel.askKnown(index, sha256);
      const reused = known !== null && (await isIntact(cache, known));
      const picture = reused ? known : await cachePicture(bytes, sha256, known);
      resolve(picture);
      return { picture, reused };
    } catch (error) {
      reject(error);
      throw error;
    }
  }

  return async (index: number, file: string): Promise<ImportedFile> => {
    try {
      return { outcome: 'cached', index, ...(await importBytes(index, await readPicture(file))) };
    } catch (error) {
      if (!(error instanceof RejectedPicture)) throw error;
      return { outcome: 'rejected', index, reason: error.message };
    }
  };
}

async function isIntact(cache: RecordCache, { slot, crc32 }: CachedPicture): Promise<boolean> {
  try {
    await cache.read(slot, crc32);
    return true;
  } catch {
    return false;
  }
}
