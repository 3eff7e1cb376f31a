import type { ThumbnailSize } from '../../src-shared/routes.ts';
import { readThumbnail } from '../data/thumbnail.ts';
import type { Store } from '../store/store.ts';

/** The pictures of data sets made small, from the record cache. */
export interface Thumbnails {
  /** The record's CRC-32 as the store has it; null where no data set has a picture in this slot. */
  checksum(slot: number): number | null;
  /** The picture at `size` × `size` pixels as WebP. */
  render(slot: number, size: ThumbnailSize): Promise<Uint8Array<ArrayBuffer>>;
}

export function createThumbnails(store: Store, recordsFile: string): Thumbnails {
  return {
    checksum: (slot) => store.records.findBySlot(slot)?.crc32 ?? null,
    render: (slot, size) => readThumbnail(recordsFile, slot, size),
  };
}
