import { stat } from 'node:fs/promises';
import type {
  Dataset,
  ImportOptions,
  ImportState,
  RejectedFile,
} from '../../src-shared/contract/datasets.ts';
import { AppError } from '../../src-shared/errors.ts';
import { buildDataset, type FileOutcome } from '../data/build-dataset.ts';
import type { ImportedFile } from '../data/protocol.ts';
import { type ScannedFolder, scanFolder } from '../data/scan-folder.ts';
import type { Store } from '../store/store.ts';
import { cachePictures } from './cache-pictures.ts';
import { checkCacheRoom, noRoom, shrinkCache } from './cache-room.ts';
import type { Fork } from './child.ts';
import { createImportPace } from './import-pace.ts';
import { type OpenSource, openSource } from './import-source.ts';
import { recordsFile as recordsFileOf } from './train-run.ts';
import type { Uploads } from './uploads.ts';

export interface ImportParts {
  /** The workspace. */
  folder: string;
  store: Store;
  uploads: Uploads;
  fork?: Fork | undefined;
  onState: (state: ImportState) => void;
  signal: AbortSignal;
}

export interface ImportResult {
  dataset: Dataset;
  /** Files of this import that are not in the data set, and why. */
  rejected: RejectedFile[];
}

/**
 * Imports a folder of pictures: scans it, decodes what the cache does not know yet, splits it, and stores the data set, all of it or
 * nothing. The same folder again gives the same data set. An upload is deleted afterwards. Only one import may go on at a time. Errors:
 * `not-found`, `bad-request`, `no-space`, `cancelled`, `engine-lost` where the decoder does not start.
 */
export async function importPictures(options: ImportOptions, parts: ImportParts): Promise<ImportResult> {
  try {
    const source = await openSource(options.source, parts);
    return await importFolder(source, options, parts);
  } finally {
    if (options.source.kind === 'upload') await parts.uploads.remove(options.source.uploadId);
  }
}

async function importFolder(
  source: OpenSource,
  options: ImportOptions,
  { folder, store, fork, onState, signal }: ImportParts,
): Promise<ImportResult> {
  const recordsFile = recordsFileOf(folder);
  const onProgress = (found: number) => onState({ phase: 'scanning', found });
  const scanned = await scanFolder(source.folder, { shownAs: source.shownAs, onProgress, signal });
  const lengthBefore = await checkCacheRoom(recordsFile, scanned.files.length);
  const pace = createImportPace(scanned.files.length);
  onState(pace([]));

  let left = scanned.files.length;
  const followed = (files: readonly ImportedFile[]) => {
    left -= files.length;
    onState(pace(files));
  };
  try {
    const paths = scanned.files.map(({ path }) => path);
    const imported = await cachePictures(paths, { store, recordsFile, onProgress: followed, fork, signal });
    await checkStillThere(scanned, imported, source.shownAs);
    return storeDataset(source, options, scanned, imported, store);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'no-space') throw error;
    await shrinkCache(recordsFile, lengthBefore);
    store.records.removeUnreferenced();
    throw noRoom(recordsFile, left);
  }
}

/** A drive that is pulled out makes every file after that unreadable; that is not what the rejected files are for. */
async function checkStillThere(
  { classFolders }: ScannedFolder,
  imported: readonly ImportedFile[],
  shownAs: string,
): Promise<void> {
  if (imported.every(({ outcome }) => outcome === 'cached')) return;
  for (const folder of classFolders) {
    await stat(folder).catch((cause) => {
      throw new AppError(
        'not-found',
        `The folder ${shownAs}, or a part of it (${folder}), disappeared during the import. Bring it back and import again; nothing was changed.`,
        { cause },
      );
    });
  }
}

function storeDataset(
  source: OpenSource,
  options: ImportOptions,
  scanned: ScannedFolder,
  imported: readonly ImportedFile[],
  store: Store,
): ImportResult {
  const files = scanned.files.map((file, index) => ({ ...file, outcome: toOutcome(imported[index]) }));
  const built = buildDataset(scanned.labels, files, options);
  const rejected = [...scanned.rejected, ...built.rejected];
  const dataset = store.datasets.create({
    ...built,
    rejected,
    name: options.name ?? source.name,
    source: source.shownAs,
    isSample: source.isSample,
  });
  return { dataset, rejected };
}

function toOutcome(file: ImportedFile | undefined): FileOutcome {
  if (file?.outcome === 'cached') return { slot: file.picture.slot };
  return { reason: file?.reason ?? 'The file was not decoded.' };
}
