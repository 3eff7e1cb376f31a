import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Found, type Visited, walkFiles } from '../../data/walk-files.ts';
import { decodeScalars } from './event-messages.ts';
import { addPoint, type SeriesByTag } from './point-series.ts';
import { readTfRecords } from './tf-records.ts';

export const EVENT_FILE = /\.tfevents\./;

/** The event files of one run, in the order in which they were written. */
export interface EventRun {
  /** Its folder's name. */
  name: string;
  /** `prefix` goes before the names of what the file has: `validation/` where it lies in a folder of that name. */
  files: { path: string; file: string; prefix: string }[];
}

/** Folders in which Keras and others write one run, a folder a split. */
const SPLIT_FOLDERS = /^(train|training|val|valid|validation|eval|evaluation|test)$/i;

/** Groups event files by the run that they belong to: those of one folder, and those of its folders named after splits. */
export function groupEventFiles(files: readonly Found[], rootName: string): EventRun[] {
  const runs = new Map<string, EventRun>();
  for (const { path, file } of [...files].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const folders = file.split('/').slice(0, -1);
    const last = folders.at(-1);
    const isSplit = last !== undefined && SPLIT_FOLDERS.test(last);
    const own = isSplit ? folders.slice(0, -1) : folders;
    const name = own.join('/') || rootName;
    const run = runs.get(name) ?? { name, files: [] };
    run.files.push({ path, file, prefix: isSplit ? `${last}/` : '' });
    runs.set(name, run);
  }
  return [...runs.values()];
}

/** Every file below a folder that is wanted, or the file itself. */
export async function findFiles(path: string, wanted: RegExp): Promise<Found[]> {
  if (!(await stat(path)).isDirectory()) return [{ path, file: basename(path) }];
  const found: Found[] = [];
  const visited: Visited = new Set();
  await walkFiles([{ path, file: '', isLink: false }], {
    visited,
    onFile: (file) => wanted.test(basename(file.path)) && found.push(file),
    onRejected: () => undefined,
  });
  return found;
}

/** Adds what an event file has to a run's series; gives a sentence where a part of the file could not be read. */
export async function readEventFile(
  path: string,
  prefix: string,
  series: SeriesByTag,
  onBytes: (bytes: number) => void,
): Promise<string | null> {
  const records = readTfRecords(counted(createReadStream(path), onBytes));
  let strange = 0;
  for (;;) {
    const step = await records.next();
    if (step.done) {
      if (step.value !== null) return step.value;
      return strange > 0 ? `${strange} of its records are no events` : null;
    }
    const scalars = decodeScalars(step.value.data);
    if (scalars === null) strange++;
    for (const { tag, ...point } of scalars ?? []) addPoint(series, prefix + tag, point);
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void) {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}
