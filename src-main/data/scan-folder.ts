import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RejectedFile } from '../../src-shared/contract/datasets.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Split } from '../../src-shared/figures.ts';
import { naturalOrder } from './natural-order.ts';
import { errnoOf, unreadableReason } from './unreadable.ts';
import {
  type Found,
  type FoundFolder,
  isFirstVisit,
  listFolder,
  type Visited,
  walkFiles,
} from './walk-files.ts';

/** A file that was found in a class folder. Whether it is a picture shows when it is decoded. */
export interface ScannedFile extends Found {
  label: string;
  /** The split whose folder it lies in; null where the folder has no split folders. */
  ownSplit: Split | null;
}

export interface ScannedFolder {
  /** Names of the class folders in natural order, empty ones too. */
  labels: string[];
  files: ScannedFile[];
  rejected: RejectedFile[];
  /** Every class folder, to see afterwards whether it was there all the time. */
  classFolders: string[];
}

export interface ScanOptions {
  /** What errors call the folder; default its path. */
  shownAs?: string | undefined;
  /** Called with the number of files found so far. */
  onProgress?: ((found: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const SPLIT_FOLDERS: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
  testing: 'test',
};

const LAYOUT = 'Put the pictures of each class into a sub-folder of its own, named after the class.';

/**
 * Finds the pictures of a folder that has one sub-folder a class, or `train`, `val` and `test` folders with those below
 * them. Folders inside a class belong to it. Errors: `not-found`; `bad-request` where it has no pictures of two classes;
 * `cancelled`.
 */
export async function scanFolder(path: string, options: ScanOptions = {}): Promise<ScannedFolder> {
  const shown = options.shownAs ?? path;
  const visited: Visited = new Set();
  const top = await listTop(path, shown, visited);
  if (top.folders.length === 0) throw new AppError('bad-request', noFolders(shown, top.files.length));

  const rejected = [...top.rejected, ...top.files.map(besideClasses)];
  const classes = hasSplitFolders(top.folders)
    ? await listSplits(top.folders, visited, rejected)
    : top.folders.map((folder) => ({ ...folder, label: basename(folder.path), ownSplit: null }));

  const files: ScannedFile[] = [];
  await walkFiles(classes, {
    visited,
    signal: options.signal,
    onRejected: (file) => rejected.push(file),
    onFile: (file, { label, ownSplit }) => {
      files.push({ ...file, label, ownSplit });
      options.onProgress?.(files.length);
    },
  });
  checkClasses(shown, files, rejected);
  return {
    labels: [...new Set(classes.map(({ label }) => label))].sort(naturalOrder),
    files,
    rejected,
    classFolders: classes.map(({ path: classPath }) => classPath),
  };
}

async function listTop(path: string, shown: string, visited: Visited) {
  try {
    if (!(await stat(path)).isDirectory()) {
      throw new AppError('bad-request', `${shown} is a file. ${LAYOUT} Then import the folder around them.`);
    }
    await isFirstVisit(path, visited);
    return await listFolder({ path, file: '' });
  } catch (error) {
    if (error instanceof AppError) throw error;
    const isMissing = errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR';
    throw isMissing
      ? new AppError('not-found', `There is no folder ${shown}. Check the path.`, { cause: error })
      : new AppError('bad-request', `${shown}: ${unreadableReason('folder', error)}`, { cause: error });
  }
}

function noFolders(shown: string, files: number): string {
  if (files === 0) return `The folder ${shown} is empty. ${LAYOUT}`;
  return `The folder ${shown} has ${count(files, 'file')} but no class folders. ${LAYOUT}`;
}

/** A class may be called "train" too, so it takes nothing but split folders, training among them. */
function hasSplitFolders(folders: readonly Found[]): boolean {
  const splits = folders.map(splitOf);
  return splits.includes('train') && !splits.includes(undefined);
}

function splitOf(folder: Found): Split | undefined {
  return SPLIT_FOLDERS[basename(folder.path).toLowerCase()];
}

interface ClassFolder extends FoundFolder {
  label: string;
  ownSplit: Split | null;
}

async function listSplits(
  splitFolders: readonly FoundFolder[],
  visited: Visited,
  rejected: RejectedFile[],
): Promise<ClassFolder[]> {
  const classes: ClassFolder[] = [];
  for (const splitFolder of splitFolders) {
    try {
      if (!(await isFirstVisit(splitFolder.path, visited))) continue;
      const listing = await listFolder(splitFolder);
      rejected.push(...listing.rejected, ...listing.files.map(besideClasses));
      for (const folder of listing.folders) {
        classes.push({ ...folder, label: basename(folder.path), ownSplit: splitOf(splitFolder) ?? null });
      }
    } catch (error) {
      rejected.push({ file: splitFolder.file, reason: unreadableReason('folder', error) });
    }
  }
  return classes;
}

function besideClasses({ file }: Found): RejectedFile {
  return { file, reason: 'The file lies beside the class folders, so it has no class.' };
}

function checkClasses(shown: string, files: readonly ScannedFile[], rejected: readonly RejectedFile[]): void {
  const [label, ...others] = new Set(files.map((file) => file.label));
  if (label === undefined) {
    const [first] = rejected;
    const why = first ? ` (${first.file}: ${first.reason})` : '';
    throw new AppError('bad-request', `The class folders of ${shown} hold no pictures${why}. ${LAYOUT}`);
  }
  if (others.length > 0) return;
  const isNested = files.some(({ file }) => file.split('/').length > 2);
  const hint = isNested ? ` If the classes are the folders inside “${label}”, import that folder.` : '';
  throw new AppError(
    'bad-request',
    `The folder ${shown} has pictures of only one class, “${label}”, and a classifier needs two or more.${hint}`,
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
