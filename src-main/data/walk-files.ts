import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RejectedFile } from '../../src-shared/contract/datasets.ts';
import { AppError } from '../../src-shared/errors.ts';
import { naturalOrder } from './natural-order.ts';
import { unreadableReason } from './unreadable.ts';

/** A file or folder that was found: `path` opens it, `file` names it relative to where the walk began, with `/`. */
export interface Found {
  path: string;
  file: string;
}

export interface FoundFolder extends Found {
  isLink: boolean;
}

export interface Listing {
  files: Found[];
  folders: FoundFolder[];
  rejected: RejectedFile[];
}

/** Remembers the folders that were read, by device and inode, so that links never lead round in circles. */
export type Visited = Set<string>;

const SYSTEM_NAMES =
  /^(\..*|thumbs\.db|ehthumbs\.db|desktop\.ini|__macosx|\$recycle\.bin|system volume information)$/i;

/**
 * What is directly in a folder, in natural order, without hidden and system files. Links count as what they lead to. Throws
 * as `readdir` does.
 */
export async function listFolder(folder: Found): Promise<Listing> {
  const listing: Listing = { files: [], folders: [], rejected: [] };
  const entries = await readdir(folder.path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => naturalOrder(a.name, b.name))) {
    if (SYSTEM_NAMES.test(entry.name)) continue;
    const found = { path: join(folder.path, entry.name), file: joinNames(folder.file, entry.name) };
    const kind = await kindOf(entry, found.path);
    if (kind === 'file') listing.files.push(found);
    else if (kind === 'folder') listing.folders.push({ ...found, isLink: entry.isSymbolicLink() });
    else listing.rejected.push({ file: found.file, reason: kind });
  }
  return listing;
}

/** What an entry is; otherwise why it is neither file nor folder. Only links, and file systems that do not tell, need a second look. */
async function kindOf(entry: Dirent, path: string): Promise<string> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  try {
    const target = await stat(path);
    if (target.isFile()) return 'file';
    return target.isDirectory() ? 'folder' : 'This is a device or a pipe, not a file.';
  } catch (error) {
    return unreadableReason(entry.isSymbolicLink() ? 'link, or what it leads to,' : 'file', error);
  }
}

function joinNames(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export interface WalkOptions<Start> {
  visited: Visited;
  onFile: (file: Found, start: Start) => void;
  onRejected: (rejected: RejectedFile) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Reports every file below the folders, however deep. What cannot be read is rejected with its reason, and so is a folder that was
 * read before. Links are followed when all else is done, so that a folder goes by its own place and not by that of a
 * link to it. Errors: `cancelled`.
 */
export async function walkFiles<Start extends FoundFolder>(
  starts: readonly Start[],
  options: WalkOptions<Start>,
): Promise<void> {
  const waiting = starts.map((start) => ({ folder: start as FoundFolder, start })).toReversed();
  const links: typeof waiting = [];
  for (let next = waiting.pop(); next; next = waiting.pop() ?? links.shift()) {
    throwIfCancelled(options.signal);
    const { folder, start } = next;
    if (folder.isLink && waiting.length > 0) links.push(next);
    else {
      const folders = await readFolder(folder, (file) => options.onFile(file, start), options);
      waiting.push(...folders.map((inner) => ({ folder: inner, start })).toReversed());
    }
  }
}

/** Reports the files of one folder and gives back the folders in it. */
async function readFolder(
  folder: Found,
  onFile: (file: Found) => void,
  { visited, onRejected }: WalkOptions<never>,
): Promise<FoundFolder[]> {
  try {
    if (await isFirstVisit(folder.path, visited)) {
      const listing = await listFolder(folder);
      listing.rejected.forEach(onRejected);
      listing.files.forEach(onFile);
      return listing.folders;
    }
    onRejected({ file: folder.file, reason: 'The folder was read already under another name.' });
  } catch (error) {
    onRejected({ file: folder.file, reason: unreadableReason('folder', error) });
  }
  return [];
}

/** Marks a folder as read; false when it was before. Throws as `stat` does. */
export async function isFirstVisit(path: string, visited: Visited): Promise<boolean> {
  const { dev, ino } = await stat(path, { bigint: true });
  const key = `${dev}:${ino}`;
  if (visited.has(key)) return false;
  visited.add(key);
  return true;
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', 'The import was cancelled.');
}
