import type { Database } from 'better-sqlite3';
import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import { RunId } from '../../src-shared/ids.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { createCheckpointsTable } from './checkpoints-table.ts';
import { newId } from './new-id.ts';
import { type RunRow, SELECT_RUN, toRun } from './run-row.ts';

export interface NewRun {
  name: string;
  dataset: Run['dataset'];
  classes: readonly string[];
  recipe: Recipe;
  stepsPerEpoch: number;
  /** The run whose best weights it starts from. */
  startedFrom: RunId | null;
}

/** What changes in a run while it trains. All else of `Run` comes from its metrics, checkpoints and evaluations. */
export type RunChange = Partial<
  Pick<Run, 'name' | 'state' | 'durationMs' | 'stepsPerEpoch' | 'precision' | 'imagesPerSecond' | 'notes'>
>;

/**
 * The runs of a workspace. Nothing is stored twice: `steps` and `epochs` are those of the last metric, `train` and `val` the
 * last epoch's figures, `best` is the best checkpoint and `test` its evaluation on the test split with one view (null until
 * that was stored). Functions that take an id throw `not-found` where there is none (or a removed one).
 */
export interface RunsTable {
  /** A new run, `queued`. */
  insert(run: NewRun): Run;
  /** Changes what is given and returns the run as it is then. */
  update(id: RunId, change: RunChange): Run;
  /** Newest first; no more than `most` of them. */
  list(most?: number): Run[];
  /** Those of the runs that are there, in no certain order. */
  some(ids: readonly RunId[]): Run[];
  get(id: RunId): Run;
  /** By id, `latest`, or the newest of that name. */
  find(idOrName: string): Run;
  startedFrom(id: RunId): RunId | null;
  /** After a kill: runs left `queued`, `running` or `stopping` become `interrupted`; returns which. */
  markInterrupted(): RunId[];
  /** Hides the run; all of it stays until `purge`. */
  remove(id: RunId): void;
  restore(id: RunId): void;
  /** Deletes what was removed, for good; returns the ids whose folders may be deleted. */
  purge(): RunId[];
}

export function createRunsTable(db: Database): RunsTable {
  const checkpoints = createCheckpointsTable(db);
  const insert = db.prepare(
    `INSERT INTO runs (id, name, dataset_id, dataset_name, dataset_version, classes_json, recipe_json,
                       started_from, status, steps_per_epoch, created_at_ms, number)
     VALUES (@id, @name, @datasetId, @datasetName, @datasetVersion, @classes, @recipe,
             @startedFrom, 'queued', @stepsPerEpoch, @createdAtMs,
             (SELECT coalesce(max(number), 0) + 1 FROM runs))`,
  );
  const update = db.prepare(
    `UPDATE runs SET name = @name, status = @status, error_code = @errorCode, error_message = @errorMessage,
                     duration_ms = @durationMs, steps_per_epoch = @stepsPerEpoch, precision = @precision,
                     images_per_second = @imagesPerSecond, notes_json = @notes
     WHERE id = @id`,
  );
  const byId = db.prepare<{ id: string }, RunRow>(
    `${SELECT_RUN} WHERE runs.id = @id AND removed_at_ms IS NULL`,
  );
  const newestFirst = 'ORDER BY created_at_ms DESC, runs.rowid DESC';
  const all = db.prepare<[], RunRow>(`${SELECT_RUN} WHERE removed_at_ms IS NULL ${newestFirst}`);
  const newest = db.prepare<{ most: number }, RunRow>(
    `${SELECT_RUN} WHERE removed_at_ms IS NULL ${newestFirst} LIMIT @most`,
  );
  const byName = db.prepare<{ name: string }, RunRow>(
    `${SELECT_RUN} WHERE name = @name AND removed_at_ms IS NULL ${newestFirst} LIMIT 1`,
  );
  const latest = db.prepare<[], RunRow>(`${SELECT_RUN} WHERE removed_at_ms IS NULL ${newestFirst} LIMIT 1`);
  const facts = db.prepare<{ id: string }, { started_from: string | null }>(
    'SELECT started_from FROM runs WHERE id = @id AND removed_at_ms IS NULL',
  );
  const interrupt = db
    .prepare<[], string>(
      `UPDATE runs SET status = 'interrupted' WHERE status IN ('queued', 'running', 'stopping') RETURNING id`,
    )
    .pluck();
  const setRemoved = db.prepare<{ id: RunId; at: number | null }>(
    'UPDATE runs SET removed_at_ms = @at WHERE id = @id AND (removed_at_ms IS NULL) = (@at IS NOT NULL)',
  );
  const purge = db
    .prepare<[], string>('DELETE FROM runs WHERE removed_at_ms IS NOT NULL RETURNING id')
    .pluck();

  const withCheckpoints = (row: RunRow): Run => toRun(row, checkpoints.list(RunId.parse(row.id)));

  function get(id: RunId): Run {
    const row = byId.get({ id });
    if (row === undefined) throw noRun(id);
    return withCheckpoints(row);
  }

  return {
    insert(run) {
      const id = RunId.parse(newId());
      insert.run({
        id,
        name: run.name,
        datasetId: run.dataset.id,
        datasetName: run.dataset.name,
        datasetVersion: run.dataset.version,
        classes: JSON.stringify(run.classes),
        recipe: JSON.stringify(run.recipe),
        startedFrom: run.startedFrom,
        stepsPerEpoch: run.stepsPerEpoch,
        createdAtMs: Date.now(),
      });
      return get(id);
    },
    update: db.transaction((id: RunId, change: RunChange) => {
      const { name, state, durationMs, stepsPerEpoch, precision, imagesPerSecond, notes } = {
        ...get(id),
        ...change,
      };
      update.run({
        id,
        name,
        status: state.status,
        errorCode: state.status === 'failed' ? state.code : null,
        errorMessage: state.status === 'failed' ? state.message : null,
        durationMs,
        stepsPerEpoch,
        precision,
        imagesPerSecond,
        notes: JSON.stringify(notes),
      });
      return get(id);
    }),
    list(most) {
      if (most !== undefined) return newest.all({ most }).map(withCheckpoints);
      const kept = checkpoints.byRun();
      return all.all().map((row) => toRun(row, kept.get(row.id) ?? []));
    },
    some: (ids) =>
      ids.flatMap((id) => {
        const row = byId.get({ id });
        return row === undefined ? [] : [withCheckpoints(row)];
      }),
    get,
    find(idOrName) {
      const row =
        byId.get({ id: idOrName }) ??
        byName.get({ name: idOrName }) ??
        (idOrName === 'latest' ? latest.get() : undefined);
      if (row === undefined) throw noRun(idOrName);
      return withCheckpoints(row);
    },
    startedFrom(id) {
      const row = facts.get({ id });
      if (row === undefined) throw noRun(id);
      return row.started_from === null ? null : RunId.parse(row.started_from);
    },
    markInterrupted: () => interrupt.all().map((id) => RunId.parse(id)),
    remove(id) {
      if (setRemoved.run({ id, at: Date.now() }).changes === 0) throw noRun(id);
    },
    restore(id) {
      if (setRemoved.run({ id, at: null }).changes === 0) throw noRun(id);
    },
    purge: () => purge.all().map((id) => RunId.parse(id)),
  };
}

function noRun(idOrName: string): AppError {
  return new AppError('not-found', `There is no run "${idOrName}" in this workspace. \`runs\` lists them.`);
}
