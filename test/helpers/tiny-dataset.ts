import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { RECORD } from '../../src-main/engine/protocol.ts';
import type { Store } from '../../src-main/store/store.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { Split } from '../../src-shared/figures.ts';

export interface TinyDataset {
  name?: string;
  classes?: readonly string[];
  /** Pictures a class. */
  images?: Readonly<Record<Split, number>>;
  /** Of how many classes, the first ones, the pictures are drawn; those of the others are black, and take no room on the disk. */
  drawn?: number;
}

/**
 * Puts a data set into a store and its records into the cache, without any picture files: each class has a colour of its own and each
 * picture a brightness, so a network learns it in a few steps.
 */
export function makeTinyDataset(store: Store, recordsFile: string, options: TinyDataset = {}): Dataset {
  const {
    name = 'Tiny',
    classes = ['red', 'green', 'blue'],
    images = { train: 8, val: 2, test: 2 },
    drawn = classes.length,
  } = options;
  mkdirSync(dirname(recordsFile), { recursive: true });
  const pictures = classes.flatMap((label, classIndex) =>
    (['train', 'val', 'test'] as const).flatMap((split) =>
      Array.from({ length: images[split] }, (_, index) => ({
        classIndex,
        split,
        file: `${label}/${split}-${index}.png`,
      })),
    ),
  );
  const slots = store.records.allocateSlots(pictures.length);
  const placed = pictures.map((picture, index) => ({ ...picture, slot: slots[index] ?? 0 }));
  const black = crc32(new Uint8Array(RECORD.bytes));
  const records = placed.map((picture, index) => {
    const sha256 = createHash('sha256').update(`${name} ${picture.file}`).digest('hex');
    const known = { slot: picture.slot, sha256, width: 256, height: 256 };
    if (picture.classIndex >= drawn) return { ...known, crc32: black };
    const record = colouredRecord(picture.classIndex, 96 + ((index * 37) % 160));
    appendFileSync(recordsFile, record);
    return { ...known, crc32: crc32(record) };
  });
  // A file that is made longer is zeros where nothing was written.
  truncateSync(recordsFile, (1 + (slots.at(-1) ?? 0)) * RECORD.bytes);
  store.records.insertMany(records);
  return store.datasets.create({
    name,
    source: '/tiny',
    isSample: false,
    classes,
    pictures: placed,
    rejected: [],
  });
}

/** A picture whose stripes have the class's colour: `[256, 256, 3]`. */
function colouredRecord(classIndex: number, brightness: number): Uint8Array {
  const record = new Uint8Array(RECORD.bytes);
  for (let at = classIndex % RECORD.channels; at < record.length; at += RECORD.channels) {
    record[at] =
      at % (24 * (1 + Math.floor(classIndex / RECORD.channels))) < 12 ? brightness : brightness >> 1;
  }
  return record;
}
