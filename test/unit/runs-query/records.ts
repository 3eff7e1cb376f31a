import { NO_MARKS } from '../../../src-shared/contract/run-marks.ts';
import type { NetName } from '../../../src-shared/nets/net-spec.ts';
import { RECIPES } from '../../../src-shared/recipe.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { makeRun } from '../../helpers/make-run.ts';

interface Facts {
  name: string;
  net?: NetName;
  status?: 'completed' | 'failed';
  top1?: number;
  lr?: number;
  tags?: string[];
  note?: string;
  isStarred?: boolean;
  isArchived?: boolean;
  createdAtMs?: number;
}

/** A run of a minute, from yesterday, on the paper's recipe. */
export function recordOf(facts: Facts): RunRecord {
  const { name, net = 'alexnet', status = 'completed', top1, lr = 0.01, tags = [], note = '' } = facts;
  const { isStarred = false, isArchived = false, createdAtMs = new Date(2026, 10, 24, 12).getTime() } = facts;
  const run = makeRun({
    name,
    recipe: { ...RECIPES.paper, net, learningRate: lr },
    state:
      status === 'failed' ? { status, code: 'diverged', message: 'The loss is not a number.' } : { status },
    durationMs: 60_000,
    createdAtMs,
    best: top1 === undefined ? null : { epoch: 3, step: 30, top1, loss: 1 - top1 },
    marks: { ...NO_MARKS, tags, note, isStarred, isArchived },
  });
  return { run, bests: null };
}
