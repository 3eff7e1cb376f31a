import type { Database } from 'better-sqlite3';
import { RunView, type SavedRunView } from '../../src-shared/contract/run-marks.ts';

/** The views of the runs table that were kept under a name. */
export interface RunViewsTable {
  /** By name. */
  list(): SavedRunView[];
  /** In place of an earlier one of that name; capitals make no other name. */
  save(saved: SavedRunView): void;
  /** Nothing where there is none of that name. */
  remove(name: string): void;
}

export function createRunViewsTable(db: Database): RunViewsTable {
  const all = db.prepare<[], { name: string; view_json: string }>(
    'SELECT name, view_json FROM run_views ORDER BY name',
  );
  const save = db.prepare('INSERT OR REPLACE INTO run_views (name, view_json) VALUES (@name, @view)');
  const remove = db.prepare('DELETE FROM run_views WHERE name = @name');

  return {
    list: () =>
      all.all().map(({ name, view_json }) => ({ name, view: RunView.parse(JSON.parse(view_json)) })),
    save: ({ name, view }) => void save.run({ name, view: JSON.stringify(view) }),
    remove: (name) => void remove.run({ name }),
  };
}
