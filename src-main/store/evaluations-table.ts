import type { Evaluation, Split } from '../../src-shared/figures.ts';
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
