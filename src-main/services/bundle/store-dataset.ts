import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { AppError } from '../../../src-shared/errors.ts';
import type { DatasetId } from '../../../src-shared/ids.ts';
import { openRecordCache } from '../../data/record-cache.ts';
import { RECORD } from '../../engine/protocol.ts';
import { fingerprintOf } from '../../store/fingerprint.ts';
import type { PictureRecord } from '../../store/records-table.ts';
import type { Store } from '../../store/store.ts';
import { checkCacheRoom } from '../cache-room.ts';
import { BundledDataset, BundledPicture, datasetPath } from './bundle-format.ts';
import { damaged } from './check-bundle.ts';
import { readJsonLines } from './json-lines.ts';

/** Lines that are read at a time. */
const PAGE = 5000;

export interface DatasetParts {
  store: Store;
  recordsFile: string;
  /** Where the bundle is unpacked. */
  folder: string;
  /** What errors call the bundle. */
  name: string;
  signal: AbortSignal;
}

/** A data set of a bundle, ready to be linked to. */
export interface PlacedDataset {
  classes: readonly string[];
  /** The one of these contents that is here, or the new one; null: its pictures are neither here nor in the bundle. Within a transaction. */
  store(): DatasetId | null;
  /** The record that a picture of the bundle has here, by the slot that it had there. After `store`. */
  recordOf(slot: number): PictureRecord | undefined;
  /** Gives back what was set aside, where it comes to nothing. */
  discard(): void;
}

/** Reads a data set and writes those of its records that the cache does not have. Errors: `damaged`, `no-space`, `cancelled`. */
export async function placeDataset(id: DatasetId, parts: DatasetParts): Promise<PlacedDataset> {
  const { store, name } = parts;
  const dataset = await readDataset(id, parts);
  const pictures = await readPictures(id, dataset, parts);
  const fingerprint = fingerprintOf(
    pictures.map(([file, classIndex, split, sha256]) => ({
      file,
      label: dataset.classes[classIndex] ?? '',
      split,
      sha256,
    })),
  );
  if (fingerprint !== dataset.fingerprint) {
    throw damaged(name, `the pictures of data set ${id} are not those that it was made of`);
  }
  const known = store.datasetRows.findByFingerprint(fingerprint);
  const file = join(parts.folder, ...datasetPath(id, 'records.bin').split('/'));
  const isWritten = known === null && existsSync(file);
  const added = isWritten ? await writeRecords(file, pictures, parts) : [];
  const shaOfSlot = new Map(pictures.map(([, , , sha256, , , , slot]) => [slot, sha256]));
  const shas = [...new Set(shaOfSlot.values())];

  return {
    classes: dataset.classes,
    store() {
      if (!isWritten) return known;
      // An import may have brought the same pictures meanwhile.
      const here = store.records.findBySha(shas);
      store.records.insertMany(added.filter(({ sha256 }) => !here.has(sha256)));
      const slots = store.records.findBySha(shas);
      return store.datasets.create({
        ...dataset,
        name: datasetName(store, dataset.name),
        pictures: pictures.map(([path, classIndex, split, sha256]) => ({
          file: path,
          classIndex,
          split,
          slot: slots.get(sha256)?.slot ?? 0,
        })),
      }).id;
    },
    recordOf(slot) {
      const sha256 = shaOfSlot.get(slot);
      return sha256 === undefined ? undefined : store.records.findBySha([sha256]).get(sha256);
    },
    discard: () => store.records.releaseSlots(added.map(({ slot }) => slot)),
  };
}

/** Another data set's name is not taken: these contents are no version of it. */
function datasetName(store: Store, wanted: string): string {
  const names = new Set(store.datasets.list().map(({ name }) => name));
  if (!names.has(wanted)) return wanted;
  let name = `${wanted}, from bundle`;
  for (let number = 2; names.has(name); number++) name = `${wanted}, from bundle ${number}`;
  return name;
}

async function readDataset(id: DatasetId, { folder, name }: DatasetParts): Promise<BundledDataset> {
  const path = datasetPath(id, 'dataset.json');
  try {
    return BundledDataset.parse(JSON.parse(await readFile(join(folder, ...path.split('/')), 'utf8')));
  } catch (cause) {
    throw damaged(name, `${path} is missing or does not describe a data set`, cause);
  }
}

async function readPictures(
  id: DatasetId,
  { classes }: BundledDataset,
  { folder, name }: DatasetParts,
): Promise<BundledPicture[]> {
  const path = datasetPath(id, 'pictures.jsonl');
  const file = join(folder, ...path.split('/'));
  if (!existsSync(file)) throw damaged(name, `${path} is missing`);
  const pictures: BundledPicture[] = [];
  for await (const lines of readJsonLines(file, path, PAGE)) {
    for (const line of lines) {
      const picture = BundledPicture.safeParse(line);
      if (!picture.success || picture.data[1] >= classes.length) {
        throw damaged(name, `${path} has a line that is no picture of its data set`);
      }
      pictures.push(picture.data);
    }
  }
  return pictures;
}

/** The records that are new here, written and synced. Records of the same pictures that the cache has are kept as they are. */
async function writeRecords(
  file: string,
  pictures: readonly BundledPicture[],
  { store, recordsFile, name, signal }: DatasetParts,
): Promise<PictureRecord[]> {
  const bySha = new Map(pictures.map((picture) => [picture[3], picture]));
  const known = store.records.findBySha([...bySha.keys()]);
  await checkCacheRoom(recordsFile, bySha.size - known.size);
  const slots = store.records.allocateSlots(bySha.size - known.size);
  const free = slots.values();
  const added: PictureRecord[] = [];
  const [source, cache] = [await open(file), await openRecordCache(recordsFile)];
  try {
    if ((await source.stat()).size !== bySha.size * RECORD.bytes) {
      throw damaged(name, 'it has not as many decoded pictures as its data set');
    }
    for (const [sha256, [path, , , , checksum, width, height]] of bySha) {
      if (signal.aborted) throw new AppError('cancelled', 'The bundle was not opened: it was stopped.');
      const record = new Uint8Array(RECORD.bytes);
      await source.read(record, 0, RECORD.bytes);
      if (crc32(record) !== checksum) throw damaged(name, `the decoded picture of ${path} is damaged`);
      if (known.has(sha256)) continue;
      const slot = free.next().value ?? 0;
      added.push({ slot, sha256, crc32: cache.write(slot, record), width, height });
    }
    await cache.sync();
    return added;
  } catch (error) {
    store.records.releaseSlots(slots);
    throw error;
  } finally {
    await source.close();
    await cache.close();
  }
}
