import type { Database } from 'better-sqlite3';
import { NO_MARKS, RunMarks, type RunMarksChange } from '../../src-shared/contract/run-marks.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';

/** What people write on runs; `RunsTable` gives it with each run. */
export interface RunMarksTable {
  /** Changes each of the runs, or none. Errors: `not-found`, also for a removed run. */
  change(ids: readonly RunId[], change: RunMarksChange): void;
}

interface MarksRow {
  tags_json: string | null;
  note: string | null;
  is_starred: number | null;
  colour: string | null;
  is_archived: number | null;
}

export function createRunMarksTable(db: Database): RunMarksTable {
  const find = db.prepare<{ id: RunId }, MarksRow>(
    `SELECT tags_json, note, is_starred, colour, is_archived
     FROM runs LEFT JOIN run_marks ON run_id = id WHERE id = @id AND removed_at_ms IS NULL`,
  );
  const save = db.prepare(
    `INSERT OR REPLACE INTO run_marks (run_id, tags_json, note, is_starred, colour, is_archived)
     VALUES (@id, @tags, @note, @isStarred, @colour, @isArchived)`,
  );

  function marksOf(id: RunId): RunMarks {
    const row = find.get({ id });
    if (row === undefined) throw new AppError('not-found', `There is no run "${id}" in this workspace.`);
    return toMarks(row);
  }

  return {
    change: db.transaction((ids: readonly RunId[], change: RunMarksChange) => {
      for (const id of ids) {
        const { tags, note, isStarred, colour, isArchived } = changed(marksOf(id), change);
        save.run({
          id,
          tags: JSON.stringify(tags),
          note,
          isStarred: Number(isStarred),
          colour,
          isArchived: Number(isArchived),
        });
      }
    }),
  };
}

/** The marks of a row that a run may not have. */
export function toMarks({ tags_json, note, is_starred, colour, is_archived }: MarksRow): RunMarks {
  if (tags_json === null) return NO_MARKS;
  return RunMarks.parse({
    tags: JSON.parse(tags_json),
    note,
    isStarred: is_starred === 1,
    colour,
    isArchived: is_archived === 1,
  });
}

function changed(marks: RunMarks, change: RunMarksChange): RunMarks {
  const gone = new Set(change.removeTags);
  const tags = new Set([...marks.tags.filter((tag) => !gone.has(tag)), ...(change.addTags ?? [])]);
  return {
    tags: [...tags].sort(),
    note: change.note ?? marks.note,
    isStarred: change.isStarred ?? marks.isStarred,
    colour: change.colour === undefined ? marks.colour : change.colour,
    isArchived: change.isArchived ?? marks.isArchived,
  };
}
