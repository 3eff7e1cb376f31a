import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DatasetId, RunId } from '../../../src-shared/ids.ts';
import { newId } from '../../store/new-id.ts';
import type { Store } from '../../store/store.ts';
import type { RunFiles } from '../run-files.ts';
import type { Manifest } from './bundle-format.ts';
import { checkBundle, damaged } from './check-bundle.ts';
import { remapPredictions } from './remap-predictions.ts';
import { type PlacedDataset, placeDataset } from './store-dataset.ts';
import { type PlacedRun, placeRuns, storeRun } from './store-runs.ts';
import { unpackBundle } from './unpack-bundle.ts';

export interface ImportBundleParts {
  /** The workspace. */
  folder: string;
  recordsFile: string;
  store: Store;
  files: RunFiles;
}

export interface ImportBundleOptions {
  /** Bytes unpacked, of how many. */
  onProgress: (done: number, total: number) => void;
  signal: AbortSignal;
}

/**
 * Brings the runs of a bundle into the workspace, all of them or none: they are unpacked and checked aside, written hidden, and shown in one
 * transaction at the end. A program that is killed before that leaves what the next opening clears away. Gives the runs' ids here. Errors:
 * `not-found`, `damaged`, `newer-version`, `no-space`, `cancelled`.
 */
export async function importBundle(
  file: string,
  parts: ImportBundleParts,
  { onProgress, signal }: ImportBundleOptions,
): Promise<RunId[]> {
  const name = basename(file);
  // Below the uploads, which the next opening deletes.
  const folder = join(parts.folder, 'uploads', newId());
  await mkdir(folder, { recursive: true });
  try {
    const checked = await checkBundle(file, name, folder);
    try {
      let done = 0;
      const onBytes = (bytes: number) => {
        done += bytes;
        onProgress(done, checked.bytes);
      };
      await unpackBundle(checked, { name, folder, onBytes, signal });
    } finally {
      checked.zip.close();
    }
    return await storeBundle(checked.manifest, { ...parts, unpacked: folder, name, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Unpacked extends ImportBundleParts {
  unpacked: string;
  name: string;
  signal: AbortSignal;
}

async function storeBundle(manifest: Manifest, parts: Unpacked): Promise<RunId[]> {
  const { store, files, recordsFile, unpacked: folder, name, signal } = parts;
  const placed = placeRuns(store, manifest.runs);
  const datasets = new Map<DatasetId, PlacedDataset>();
  try {
    for (const { dataset: id } of manifest.runs) {
      if (id === null || datasets.has(id)) continue;
      datasets.set(id, await placeDataset(id, { store, recordsFile, folder, name, signal }));
    }
    for (const run of placed) await storeRun(run, placed, { store, files, folder, name, signal });
    show(manifest, placed, datasets, parts);
  } catch (error) {
    for (const dataset of datasets.values()) dataset.discard();
    store.runRows.discard(placed.map(({ id }) => id));
    await Promise.all(placed.map(({ id }) => rm(files.folder(id), { recursive: true, force: true })));
    throw error;
  }
  for (const [at, { id }] of placed.entries()) {
    const was = manifest.runs[at]?.dataset ?? null;
    const dataset = was === null ? undefined : datasets.get(was);
    if (dataset) await remapPredictions(files.folder(id), dataset.classes.length, dataset.recordOf);
  }
  return placed.map(({ id }) => id);
}

/** Makes the data sets and shows the runs, in one transaction. What the contract would refuse of a run is refused here. */
function show(
  manifest: Manifest,
  placed: readonly PlacedRun[],
  datasets: ReadonlyMap<DatasetId, PlacedDataset>,
  { store, name }: Unpacked,
): void {
  store.transaction(() => {
    const stored = new Map([...datasets].map(([id, dataset]) => [id, dataset.store()]));
    for (const [at, { id, was }] of placed.entries()) {
      const source = manifest.runs[at]?.dataset ?? null;
      const dataset = source === null ? null : (stored.get(source) ?? null);
      store.runRows.show(id, dataset === null ? null : store.datasets.get(dataset));
      try {
        const { classes } = store.runs.get(id);
        store.metrics.epochs(id);
        store.runEnvironments.find(id);
        const theirs = source === null ? undefined : datasets.get(source)?.classes;
        if (theirs === undefined || JSON.stringify(theirs) === JSON.stringify(classes)) continue;
      } catch (cause) {
        throw damaged(name, `run ${was} has settings or figures that no run has`, cause);
      }
      throw damaged(name, `run ${was} has other classes than its data set`);
    }
  });
}
