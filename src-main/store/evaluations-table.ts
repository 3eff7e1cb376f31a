import type { Database } from 'better-sqlite3';
import { Evaluation, type Split } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';

/** Which question an evaluation answers. */
export interface EvaluationKey {
  runId: RunId;
  /** The checkpoint's. */
  step: number;
  split: Split;
  views: Evaluation['views'];
}

export interface EvaluationsTable {
  find(key: EvaluationKey): Evaluation | null;
  /** Keeps an evaluation (replacing an earlier one); it goes when its checkpoint goes. */
  save(runId: RunId, step: number, evaluation: Evaluation): void;
}

export function createEvaluationsTable(db: Database): EvaluationsTable {
  const find = db
    .prepare<EvaluationKey, string>(
      `SELECT evaluation_json FROM evaluations
       WHERE run_id = @runId AND step = @step AND split = @split AND views = @views`,
    )
    .pluck();
  const insert = db.prepare<EvaluationKey & { json: string }>(
    `INSERT OR REPLACE INTO evaluations (run_id, step, split, views, evaluation_json)
     VALUES (@runId, @step, @split, @views, @json)`,
  );

  return {
    find(key) {
      const json = find.get(key);
      return json === undefined ? null : Evaluation.parse(JSON.parse(json));
    },
    save(runId, step, evaluation) {
      const { split, views } = evaluation;
      insert.run({ runId, step, split, views, json: JSON.stringify(evaluation) });
    },
  };
}
