import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LookSource } from '../../src-shared/contract/inspect.ts';
import { AppError } from '../../src-shared/errors.ts';
import { LookId, type RunId } from '../../src-shared/ids.ts';
import { openRecords } from '../engine/records.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import { decodePictures } from './decode-pictures.ts';
import type { Uploads } from './uploads.ts';

/** A picture to look at. */
export interface Look {
  readonly name: string;
  readonly label: string | null;
  /** uint8 [256, 256, 3] */
  readonly record: Uint8Array;
}

/** Pictures that were read, the newest 256 of them (50 MB). */
export interface Looks {
  /** Errors: `not-found`, `bad-request` (no picture), `damaged` (the cache). */
  add(runId: RunId, source: LookSource): Promise<{ lookId: LookId; name: string; label: string | null }>;
  /** Errors: `not-found`. */
  get(id: LookId): Look;
}

const KEPT = 256;

export interface LooksParts {
  recordsFile: string;
  store: Store;
  uploads: Uploads;
  fork?: Fork | undefined;
}

export function createLooks(parts: LooksParts): Looks {
  const kept = new Map<LookId, Look>();
  return {
    async add(runId, source) {
      const look = await read(parts, runId, source);
      const lookId = LookId.parse(newId());
      kept.set(lookId, look);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return { lookId, name: look.name, label: look.label };
    },
    get(id) {
      const look = kept.get(id);
      if (!look) throw new AppError('not-found', 'This picture is no longer kept: choose it again.');
      return look;
    },
  };
}

async function read(parts: LooksParts, runId: RunId, source: LookSource): Promise<Look> {
  switch (source.kind) {
    case 'dataset':
      return await readFromDataset(parts, runId, source);
    case 'slot':
      return await readFromSlot(parts, source.slot);
    case 'path':
      return await decode(source.path, parts.fork);
    case 'upload':
      return await readUpload(parts, source);
  }
}

async function readFromDataset(
  { store, recordsFile }: LooksParts,
  runId: RunId,
  { split, index }: Extract<LookSource, { kind: 'dataset' }>,
): Promise<Look> {
  const { dataset } = store.runs.get(runId);
  const { total, pictures } = store.datasets.pictures(dataset.id, { split, offset: index, limit: 1 });
  const [picture] = pictures;
  if (!picture) {
    throw new AppError(
      'not-found',
      `The ${split} split of "${dataset.name}" has ${total} pictures, and no number ${index}.`,
    );
  }
  const record = await readRecord(recordsFile, picture.slot, picture.checksum);
  return { name: basename(picture.file), label: picture.label, record };
}

async function readFromSlot({ store, recordsFile }: LooksParts, slot: number): Promise<Look> {
  const found = store.records.findBySlot(slot);
  if (!found) throw new AppError('not-found', 'There is no such picture.');
  return { name: `picture ${slot}`, label: null, record: await readRecord(recordsFile, slot, found.crc32) };
}

async function readRecord(recordsFile: string, slot: number, checksum: number): Promise<Uint8Array> {
  const records = await openRecords(recordsFile);
  try {
    const one = { slots: Int32Array.of(slot), labels: Int32Array.of(0), checksums: Uint32Array.of(checksum) };
    return await records.read(one, [0]);
  } finally {
    await records.close();
  }
}

async function readUpload(
  { uploads, fork }: LooksParts,
  { uploadId }: Extract<LookSource, { kind: 'upload' }>,
): Promise<Look> {
  const folder = await uploads.folder(uploadId);
  try {
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const [file] = names.filter((entry) => entry.isFile());
    if (!file) throw new AppError('bad-request', 'The upload has no file: drop a picture.');
    return await decode(join(file.parentPath, file.name), fork);
  } finally {
    await uploads.remove(uploadId);
  }
}

async function decode(path: string, fork: Fork | undefined): Promise<Look> {
  for await (const decoded of decodePictures([path], fork)) {
    if (decoded.type === 'rejected')
      throw new AppError('bad-request', `${basename(path)}: ${decoded.reason}`);
    return { name: basename(path), label: null, record: decoded.record };
  }
  throw new AppError('engine-lost', `${basename(path)} could not be read: the picture decoder ended.`);
}
