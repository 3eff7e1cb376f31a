import type { Database } from 'better-sqlite3';
import { RunEnvironment } from '../../src-shared/contract/compare.ts';
import type { RunId } from '../../src-shared/ids.ts';

/** What runs began to train with. */
export interface RunEnvironmentsTable {
  /** Keeps the first one of a run: a resumed run began where it first began. */
  record(id: RunId, environment: RunEnvironment): void;
  find(id: RunId): RunEnvironment | null;
}

export function createRunEnvironmentsTable(db: Database): RunEnvironmentsTable {
  const insert = db.prepare<{ id: RunId; json: string }>(
    'INSERT OR IGNORE INTO run_environments (run_id, environment_json) VALUES (@id, @json)',
  );
  const find = db
    .prepare<{ id: RunId }, string>('SELECT environment_json FROM run_environments WHERE run_id = @id')
    .pluck();

  return {
    record(id, environment) {
      insert.run({ id, json: JSON.stringify(environment) });
    },
    find(id) {
      const json = find.get({ id });
      return json === undefined ? null : RunEnvironment.parse(JSON.parse(json));
    },
  };
}
