import { createWriteStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { checkpointFileName } from '../../../src-shared/checkpoint-file.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { RECORD } from '../../engine/protocol.ts';
import type { PictureRow } from '../../store/dataset-rows.ts';
import { RUN_TABLES, type RunTable } from '../../store/run-rows.ts';
import type { Store } from '../../store/store.ts';
import type { RunFiles } from '../run-files.ts';
import { FILE_FOLDERS, FILE_NAME, filesPath, rowsPath } from './bundle-format.ts';

/** Something that goes into a bundle; its length is known before it is read. */
export interface Source {
  readonly path: string;
  readonly bytes: number;
  open(): Readable;
  /** Gives back what it holds, whether it was read or not. */
  close(): Promise<void>;
}

/** Lines on their way into a bundle: written to a file first, because an entry's length has to be known before it. */
export async function spool(path: string, folder: string, lines: Iterable<string>): Promise<Source> {
  const file = join(folder, path.replaceAll('/', '_'));
  await pipeline(Readable.from(lines), createWriteStream(file));
  return openFile(path, file);
}

/** A file, held open so that it can still be read when it is deleted meanwhile. Throws as the file system does. */
export async function openFile(path: string, file: string): Promise<Source> {
  const handle = await open(file);
  const { size } = await handle.stat();
  const close = () => handle.close();
  if (size === 0) return { path, bytes: 0, open: () => Readable.from([]), close };
  return {
    path,
    bytes: size,
    open: () => handle.createReadStream({ autoClose: false, start: 0, end: size - 1 }),
    close,
  };
}

/** The rows of a run, of its checkpoints those of `steps` alone: what a run that trains has added since has no file here. */
export async function rowSources(
  store: Store,
  id: RunId,
  steps: readonly number[],
  folder: string,
): Promise<Source[]> {
  const sources: Source[] = [];
  for (const table of RUN_TABLES) {
    const isOfCheckpoint = table === 'checkpoints' || table === 'evaluations';
    const lines = rowLines(store, id, table, isOfCheckpoint ? new Set(steps) : null);
    sources.push(await spool(rowsPath(id, table), folder, lines));
  }
  return sources;
}

function* rowLines(
  store: Store,
  id: RunId,
  table: RunTable,
  steps: ReadonlySet<unknown> | null,
): Generator<string> {
  const columns = store.runRows.columns(table);
  yield `${JSON.stringify(columns)}\n`;
  const step = columns.indexOf('step');
  for (const page of store.runRows.pages(table, id)) {
    const rows = steps === null ? page : page.filter((row) => steps.has(row[step]));
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  }
}

/** The files of a run as it is now. Errors: `damaged` where a checkpoint's file is gone. */
export async function fileSources({ id, name, checkpoints }: Run, files: RunFiles): Promise<Source[]> {
  const kept = new Set(checkpoints.map(({ step }) => checkpointFileName(step)));
  const sources: Source[] = [];
  for (const folder of FILE_FOLDERS) {
    const inside = join(files.folder(id), folder);
    const present = (await readdir(inside).catch(() => [])).filter((file) => FILE_NAME.test(file)).sort();
    const missing = [...kept].find((file) => folder === 'checkpoints' && !present.includes(file));
    if (missing !== undefined) {
      throw new AppError(
        'damaged',
        `The file of a checkpoint of "${name}" is gone: ${join(inside, missing)}.`,
      );
    }
    for (const file of present) {
      if (folder === 'checkpoints' && !kept.has(file)) continue;
      sources.push(await openFile(filesPath(id, folder, file), join(inside, file)));
    }
  }
  return sources;
}

/** The decoded pictures, each once. Errors while it is read: `damaged`. */
export async function recordsSource(
  path: string,
  recordsFile: string,
  pictures: readonly PictureRow[],
): Promise<Source> {
  const bySha = new Map(pictures.map((picture) => [picture.sha256, picture]));
  const handle = await open(recordsFile);
  async function* read(): AsyncGenerator<Uint8Array> {
    for (const { crc32: checksum, slot } of bySha.values()) {
      const record = new Uint8Array(RECORD.bytes);
      const { bytesRead } = await handle.read(record, 0, RECORD.bytes, slot * RECORD.bytes);
      if (bytesRead !== RECORD.bytes || crc32(record) !== checksum) {
        throw new AppError(
          'damaged',
          `Picture ${slot} in the cache ${recordsFile} is damaged: import its data set again, then bundle.`,
        );
      }
      yield record;
    }
  }
  return {
    path,
    bytes: bySha.size * RECORD.bytes,
    open: () => Readable.from(read()),
    close: () => handle.close(),
  };
}
