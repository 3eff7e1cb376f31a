import { basename } from 'node:path';
import type { LabelledPictures } from '../../src-shared/contract/classify.ts';
import type { Dataset, Picture } from '../../src-shared/contract/datasets.ts';
import type { LeftFile } from '../../src-shared/contract/sort.ts';
import { AppError } from '../../src-shared/errors.ts';
import { numbered } from '../../src-shared/folder-name.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { NewPicture } from '../store/insert-dataset.ts';
import type { Store } from '../store/store.ts';
import { cachePictures } from './cache-pictures.ts';
import type { Changes } from './changes.ts';
import type { Fork } from './child.ts';
import { pathWithin } from './classify-sources.ts';
import type { Imports } from './imports.ts';
import type { Uploads } from './uploads.ts';

export interface CorrectionsParts {
  recordsFile: string;
  store: Store;
  uploads: Uploads;
  imports: Imports;
  changes: Changes;
  fork?: Fork | undefined;
}

export interface Corrected {
  dataset: Dataset;
  added: number;
  left: LeftFile[];
}

/** Pictures read from the store at a time. */
const PAGE = 500;

/** Adds pictures to the newest version of a run's data set; see `addToDataset` in contract/classify.ts. */
export async function addToDataset(
  { runId, uploadId, pictures }: LabelledPictures & { runId: RunId },
  parts: CorrectionsParts,
): Promise<Corrected> {
  const { store, uploads, imports, changes } = parts;
  try {
    const dataset = store.datasets.find(store.runs.get(runId).dataset.name);
    for (const { label } of pictures) checkClass(label, dataset);
    const wanted = await Promise.all(
      pictures.map(async ({ path, label }) => ({ path: await pathWithin(path, uploadId, uploads), label })),
    );
    const corrected = await imports.inTurn((signal) => addPictures(dataset, wanted, signal, parts));
    changes.announce('datasets');
    return corrected;
  } finally {
    if (uploadId) await uploads.remove(uploadId);
  }
}

function checkClass(label: string, { name, classes }: Dataset): void {
  if (!classes.includes(label)) {
    throw new AppError('bad-request', `"${name}" has no class "${label}": it has ${classes.join(', ')}.`);
  }
}

async function addPictures(
  { id, name, classes, source, isSample }: Dataset,
  wanted: readonly { path: string; label: string }[],
  signal: AbortSignal,
  { store, recordsFile, fork }: CorrectionsParts,
): Promise<Corrected> {
  const there = allPictures(store, id);
  const labels = new Map(there.map(({ slot, label }) => [slot, label]));
  const files = new Set(there.map(({ file }) => file));
  const paths = wanted.map(({ path }) => path);
  const outcomes = await cachePictures(paths, { store, recordsFile, onProgress: () => {}, fork, signal });

  const added: NewPicture[] = [];
  const left: LeftFile[] = [];
  for (const [index, { path, label }] of wanted.entries()) {
    const outcome = outcomes[index];
    if (outcome?.outcome !== 'cached') {
      left.push({ file: path, reason: outcome?.reason ?? 'It was not read.' });
      continue;
    }
    const { slot } = outcome.picture;
    const known = labels.get(slot);
    if (known !== undefined) {
      left.push({ file: path, reason: `It is in the data set already, as ${known}.` });
      continue;
    }
    labels.set(slot, label);
    const file = numbered(`${label}/${basename(path)}`, (candidate) => files.has(candidate));
    files.add(file);
    added.push({ slot, file, classIndex: classes.indexOf(label), split: 'train' });
  }
  const [first] = left;
  if (added.length === 0)
    throw new AppError('conflict', `Nothing was added. ${basename(first?.file ?? '')}: ${first?.reason}`);
  const kept = there.map(({ slot, file, label, split }) => ({
    slot,
    file,
    classIndex: classes.indexOf(label),
    split,
  }));
  const dataset = store.datasets.create({
    name,
    source,
    isSample,
    classes,
    pictures: [...kept, ...added],
    rejected: store.datasets.rejected(id),
  });
  return { dataset, added: added.length, left };
}

function allPictures(store: Store, id: Dataset['id']): Picture[] {
  const all: Picture[] = [];
  for (;;) {
    const { total, pictures } = store.datasets.pictures(id, { offset: all.length, limit: PAGE });
    all.push(...pictures);
    if (pictures.length === 0 || all.length >= total) return all;
  }
}
