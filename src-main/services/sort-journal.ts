import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SortMode } from '../../src-shared/contract/sort.ts';
import { AppError } from '../../src-shared/errors.ts';
import { SortId } from '../../src-shared/ids.ts';
import { writeFileAtomically } from '../engine/checkpoint/write-file-atomically.ts';

/** A file that is to be brought from one place to another, as it was when that was planned. */
const JournalMove = z.object({ from: z.string(), to: z.string(), bytes: z.number(), mtimeMs: z.number() });
export type JournalMove = z.infer<typeof JournalMove>;

const Journal = z.object({
  sortId: SortId,
  doneAtMs: z.number(),
  mode: SortMode,
  destination: z.string(),
  /** Folders that were made for it, the innermost first. */
  made: z.array(z.string()),
  moves: z.array(JournalMove),
});
export type Journal = z.infer<typeof Journal>;

/**
 * What was sorted, in `<workspace>/sorts/<id>.json`. It is written before the first file is touched, so after a crash it may name files that were not: the files
 * themselves tell.
 */
export interface SortJournals {
  write(journal: Journal): Promise<void>;
  /** Errors: `not-found`, `damaged`. */
  read(id: SortId): Promise<Journal>;
  /** Newest first; damaged ones are left out. */
  list(): Promise<Journal[]>;
  remove(id: SortId): Promise<void>;
}

export function createSortJournals(workspace: string): SortJournals {
  const folder = join(workspace, 'sorts');
  const fileOf = (id: SortId) => join(folder, `${id}.json`);

  async function read(id: SortId): Promise<Journal> {
    const text = await readFile(fileOf(id), 'utf8').catch((cause) => {
      throw new AppError('not-found', 'This sorting is not known here, or was undone already.', { cause });
    });
    try {
      return Journal.parse(JSON.parse(text));
    } catch (cause) {
      throw new AppError('damaged', `The journal ${fileOf(id)} cannot be read.`, { cause });
    }
  }

  return {
    async write(journal) {
      await mkdir(folder, { recursive: true });
      await writeFileAtomically(fileOf(journal.sortId), [Buffer.from(JSON.stringify(journal))]);
    },
    read,
    async list() {
      const names = await readdir(folder).catch(() => []);
      const ids = names.flatMap((name) => SortId.safeParse(name.replace(/\.json$/, '')).data ?? []);
      const journals = await Promise.all(ids.map((id) => read(id).catch(() => [])));
      return journals.flat().sort((a, b) => b.doneAtMs - a.doneAtMs);
    },
    remove: (id) => rm(fileOf(id), { force: true }),
  };
}
