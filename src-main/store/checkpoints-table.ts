import type { Database } from 'better-sqlite3';
import type { Checkpoint } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';

export interface NewCheckpoint {
  step: number;
  epoch: number;
  bytes: number;
  isBest: boolean;
  /** What the choice of the best goes by; a best one has them. */
  figures: { top1: number; loss: number } | null;
}

/** The checkpoints whose files are on the disk. */
export interface CheckpointsTable {
  /** Says that a checkpoint was written. A best one takes that mark from the one before. */
  insert(runId: RunId, checkpoint: NewCheckpoint): void;
  /** Newest first. */
  list(runId: RunId): Checkpoint[];
  /** Those of every run at once. */
  byRun(): ReadonlyMap<string, Checkpoint[]>;
  best(runId: RunId): (Checkpoint & { top1: number; loss: number }) | null;
  /** Those that are neither among the newest two nor the best. */
  prunable(runId: RunId): Checkpoint[];
  /** Forgets one (with the evaluations made of it): before its file is deleted. */
  remove(runId: RunId, step: number): void;
  /** Forgets those after this step: void once the run has gone on from there. */
  truncateAfter(runId: RunId, step: number): void;
}

interface CheckpointRow {
  step: number;
  epoch: number;
  is_best: number;
  top1: number | null;
  loss: number | null;
  bytes: number;
  saved_at_ms: number;
}

const COLUMNS = 'step, epoch, is_best, top1, loss, bytes, saved_at_ms';

export function createCheckpointsTable(db: Database): CheckpointsTable {
  const unmarkBest = db.prepare<{ runId: RunId }>(
    'UPDATE checkpoints SET is_best = 0 WHERE run_id = @runId AND is_best = 1',
  );
  // The same step again (stopped right after an epoch's end) replaces the file, and must not lose the mark or the evaluations.
  const insert = db.prepare(
    `INSERT INTO checkpoints (run_id, step, epoch, is_best, top1, loss, bytes, saved_at_ms)
     VALUES (@runId, @step, @epoch, @isBest, @top1, @loss, @bytes, @savedAtMs)
     ON CONFLICT (run_id, step) DO UPDATE SET
       epoch = excluded.epoch, is_best = max(is_best, excluded.is_best), bytes = excluded.bytes,
       top1 = coalesce(excluded.top1, top1), loss = coalesce(excluded.loss, loss), saved_at_ms = excluded.saved_at_ms`,
  );
  const list = db.prepare<{ runId: RunId }, CheckpointRow>(
    `SELECT ${COLUMNS} FROM checkpoints WHERE run_id = @runId ORDER BY step DESC`,
  );
  const ofAll = db.prepare<[], CheckpointRow & { run_id: string }>(
    `SELECT run_id, ${COLUMNS} FROM checkpoints ORDER BY run_id, step DESC`,
  );
  const best = db.prepare<{ runId: RunId }, CheckpointRow>(
    `SELECT ${COLUMNS} FROM checkpoints WHERE run_id = @runId AND is_best = 1`,
  );
  const prunable = db.prepare<{ runId: RunId }, CheckpointRow>(
    `SELECT ${COLUMNS} FROM checkpoints
     WHERE run_id = @runId AND is_best = 0
       AND step NOT IN (SELECT step FROM checkpoints WHERE run_id = @runId ORDER BY step DESC LIMIT 2)
     ORDER BY step`,
  );
  const remove = db.prepare<{ runId: RunId; step: number }>(
    'DELETE FROM checkpoints WHERE run_id = @runId AND step = @step',
  );
  const removeAfter = db.prepare<{ runId: RunId; step: number }>(
    'DELETE FROM checkpoints WHERE run_id = @runId AND step > @step',
  );

  return {
    insert: db.transaction((runId: RunId, checkpoint: NewCheckpoint) => {
      const { step, epoch, bytes, isBest, figures } = checkpoint;
      if (isBest) unmarkBest.run({ runId });
      insert.run({
        runId,
        step,
        epoch,
        bytes,
        isBest: isBest ? 1 : 0,
        top1: figures?.top1 ?? null,
        loss: figures?.loss ?? null,
        savedAtMs: Date.now(),
      });
    }),
    list: (runId) => list.all({ runId }).map(toCheckpoint),
    byRun() {
      const checkpoints = new Map<string, Checkpoint[]>();
      for (const row of ofAll.all()) {
        const known = checkpoints.get(row.run_id);
        if (known === undefined) checkpoints.set(row.run_id, [toCheckpoint(row)]);
        else known.push(toCheckpoint(row));
      }
      return checkpoints;
    },
    best(runId) {
      const row = best.get({ runId });
      // A best checkpoint has figures: the table's CHECK says so.
      return row === undefined ? null : { ...toCheckpoint(row), top1: row.top1 ?? 0, loss: row.loss ?? 0 };
    },
    prunable: (runId) => prunable.all({ runId }).map(toCheckpoint),
    remove(runId, step) {
      remove.run({ runId, step });
    },
    truncateAfter(runId, step) {
      removeAfter.run({ runId, step });
    },
  };
}

function toCheckpoint(row: CheckpointRow): Checkpoint {
  return {
    step: row.step,
    epoch: row.epoch,
    isBest: row.is_best === 1,
    bytes: row.bytes,
    savedAtMs: row.saved_at_ms,
  };
}
