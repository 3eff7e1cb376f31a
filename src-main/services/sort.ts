import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { LabelledPictures } from '../../src-shared/contract/classify.ts';
import type {
  DoneSort,
  LeftFile,
  SortMode,
  SortMove,
  SortPlan,
  SortProgress,
} from '../../src-shared/contract/sort.ts';
import { AppError, messageOf } from '../../src-shared/errors.ts';
import { folderNames, numbered } from '../../src-shared/folder-name.ts';
import { SortId, type UploadId } from '../../src-shared/ids.ts';
import { errnoOf, unreadableReason } from '../data/unreadable.ts';
import { newId } from '../store/new-id.ts';
import { pathWithin } from './classify-sources.ts';
import { copyChecked, isSame, isTaken, moveFile, type Stamp, stampOf } from './sort-files.ts';
import { createSortJournals, type JournalMove } from './sort-journal.ts';
import type { Uploads } from './uploads.ts';

export interface SortRequest extends LabelledPictures {
  destination: string;
  mode: SortMode;
}

/** Sorts pictures into folders; see contract/sort.ts, where errors are described. */
export interface Sort {
  plan(request: SortRequest): Promise<SortPlan>;
  run(id: SortId, signal?: AbortSignal): AsyncGenerator<SortProgress>;
  discard(id: SortId): Promise<void>;
  list(): Promise<DoneSort[]>;
  undo(id: SortId, signal?: AbortSignal): AsyncGenerator<SortProgress>;
}

interface Planned extends SortPlan {
  readonly uploadId: UploadId | undefined;
  readonly stamps: readonly Stamp[];
}

/** Plans that wait for their word; older ones are forgotten. */
const KEPT_PLANS = 4;
/** Files between two words on how far it is. */
const WORD_EVERY = 20;

export function createSort(workspace: string, uploads: Uploads): Sort {
  const plans = new Map<SortId, Planned>();
  const journals = createSortJournals(workspace);

  async function forget(id: SortId): Promise<void> {
    const plan = plans.get(id);
    plans.delete(id);
    if (plan?.uploadId) await uploads.remove(plan.uploadId);
  }

  return {
    async plan({ uploadId, pictures, destination: named, mode }) {
      if (uploadId && mode === 'move') {
        throw new AppError(
          'bad-request',
          'Dropped pictures can only be copied: the browser does not say where they lie.',
        );
      }
      const destination = resolve(named);
      await checkDestination(destination);
      const folders = folderNames(pictures.map(({ label }) => label));
      const inFolder = createTaken();
      const moves: SortMove[] = [];
      const stamps: Stamp[] = [];
      const left: LeftFile[] = [];
      for (const { path, label } of pictures) {
        const from = await pathWithin(path, uploadId, uploads);
        const folder = join(destination, folders.get(label) ?? '');
        const stamp = await stampOf(from);
        if (stamp === null) left.push({ file: from, reason: await noFile(from) });
        else if (dirname(from) === folder)
          left.push({ file: from, reason: 'It lies in that folder already.' });
        else {
          const taken = await inFolder(folder);
          const name = numbered(basename(from), (candidate) => taken.has(candidate.toLowerCase()));
          taken.add(name.toLowerCase());
          moves.push({ from, to: join(folder, name), isRenamed: name !== basename(from) });
          stamps.push(stamp);
        }
      }
      const sortId = SortId.parse(newId());
      plans.set(sortId, { sortId, destination, mode, moves, left, uploadId, stamps });
      const [oldest] = plans.keys();
      if (plans.size > KEPT_PLANS && oldest) await forget(oldest);
      return { sortId, destination, mode, moves, left };
    },

    async *run(id, signal) {
      const plan = plans.get(id);
      if (!plan) throw new AppError('not-found', 'This plan is no longer kept: make it again.');
      const { mode, destination, moves, stamps } = plan;
      const journal = {
        sortId: id,
        doneAtMs: Date.now(),
        mode,
        destination,
        made: await missingFolders(destination, moves),
        moves: moves.map(({ from, to }, index) => ({
          from,
          to,
          ...(stamps[index] ?? { bytes: 0, mtimeMs: 0 }),
        })),
      };
      try {
        await journals.write(journal);
        const put = mode === 'move' ? moveFile : copyChecked;
        yield* each(journal.moves, signal, async (move) => {
          const now = await stampOf(move.from);
          if (now === null || !isSame(now, move))
            return 'It was changed or taken away since the plan was made.';
          await mkdir(dirname(move.to), { recursive: true });
          await put(move.from, move.to);
          return null;
        });
      } finally {
        await forget(id);
      }
    },

    discard: forget,

    async list() {
      return (await journals.list()).map(({ sortId, destination, mode, moves, doneAtMs }) => ({
        sortId,
        destination,
        mode,
        files: moves.length,
        doneAtMs,
      }));
    },

    async *undo(id, signal) {
      const journal = await journals.read(id);
      const undone = new Set<JournalMove>();
      for await (const word of each(journal.moves, signal, async (move) => {
        const reason = await takeBack(move, journal.mode);
        if (reason === null) undone.add(move);
        return reason;
      })) {
        if (word.type === 'done') {
          const rest = journal.moves.filter((move) => !undone.has(move));
          for (const folder of journal.made) await rmdir(folder).catch(() => undefined); // not empty: somebody uses it
          if (rest.length === 0) await journals.remove(id);
          else await journals.write({ ...journal, moves: rest });
        }
        yield word;
      }
    },
  };
}

/** Does something for each file; what it gives back, or throws, is why a file was left. Ends early, but in good order, when `signal` is aborted. */
async function* each(
  moves: readonly JournalMove[],
  signal: AbortSignal | undefined,
  handle: (move: JournalMove) => Promise<string | null>,
): AsyncGenerator<SortProgress> {
  const left: LeftFile[] = [];
  for (const [done, move] of moves.entries()) {
    if (done % WORD_EVERY === 0) yield { type: 'progress', done, total: moves.length };
    const reason = signal?.aborted ? 'It was stopped before.' : await handle(move).catch(reasonOf);
    if (reason !== null) left.push({ file: move.from, reason });
  }
  yield { type: 'done', files: moves.length - left.length, left };
}

/** Undoes one file; null where that went well or there was nothing to undo. */
async function takeBack(move: JournalMove, mode: SortMode): Promise<string | null> {
  const [there, before] = await Promise.all([stampOf(move.to), isTaken(move.from)]);
  if (mode === 'move') {
    if (before) return there === null ? null : `Something has taken its old place, ${move.from}.`;
    if (there === null || !isSame(there, move)) return `${move.to} was changed or taken away.`;
    await mkdir(dirname(move.from), { recursive: true });
    await moveFile(move.to, move.from);
    return null;
  }
  if (there === null) return null;
  if (!isSame(there, move)) return `The copy ${move.to} was changed, so it stays.`;
  await rm(move.to);
  return null;
}

async function checkDestination(destination: string): Promise<void> {
  const found = await stat(destination).catch(() => null);
  if (found && !found.isDirectory()) {
    throw new AppError('bad-request', `${destination} is a file: name a folder to sort into.`);
  }
}

/** Names that are taken in a folder, in small letters: some file systems do not tell them apart. */
function createTaken(): (folder: string) => Promise<Set<string>> {
  const known = new Map<string, Promise<Set<string>>>();
  return (folder) => {
    const names = known.get(folder) ?? readdir(folder).then(lowered, () => new Set<string>());
    known.set(folder, names);
    return names;
  };
}

function lowered(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

/** The folders that will have to be made, the innermost first. */
async function missingFolders(destination: string, moves: readonly SortMove[]): Promise<string[]> {
  const folders = [...new Set(moves.map(({ to }) => dirname(to))), destination];
  const missing: string[] = [];
  for (const folder of folders) if (!(await isTaken(folder))) missing.push(folder);
  return missing;
}

async function noFile(path: string): Promise<string> {
  if (!(await isTaken(path))) return 'The file is not there any more.';
  return 'This is a link or no plain file; only files are sorted.';
}

function reasonOf(error: unknown): string {
  const code = errnoOf(error);
  if (code === 'EEXIST') return 'A file of that name has come into the folder meanwhile.';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'There is no room on the disk for it.';
  if (error instanceof AppError) return messageOf(error);
  return unreadableReason('file', error);
}
