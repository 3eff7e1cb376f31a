import type { Run } from '../../../src-shared/contract/runs.ts';
import { netWord } from '../../../src-shared/nets/custom-net.ts';

export const RUN_COLUMNS = [
  { column: 'name', title: 'Name' },
  { column: 'status', title: 'Status' },
  { column: 'accuracy', title: 'Best accuracy' },
  { column: 'duration', title: 'Duration' },
  { column: 'dataset', title: 'Data set' },
  { column: 'net', title: 'Network' },
  { column: 'precision', title: 'Precision' },
  { column: 'created', title: 'Created' },
] as const;

export type RunColumn = (typeof RUN_COLUMNS)[number]['column'];

export interface RunOrder {
  readonly column: RunColumn;
  readonly isDescending: boolean;
}

/** The best validation accuracy of a run, 0..1; null before its first epoch has ended. */
export function bestAccuracy(run: Run): number | null {
  return run.best?.top1 ?? null;
}

/** A sorted copy. Runs without a value come last whichever way is sorted. */
export function sortRuns(runs: readonly Run[], { column, isDescending }: RunOrder): Run[] {
  const direction = isDescending ? -1 : 1;
  return [...runs].sort((a, b) => {
    const [left, right] = [columnValue(a, column), columnValue(b, column)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return direction * (typeof left === 'string' ? left.localeCompare(String(right)) : left - Number(right));
  });
}

function columnValue(run: Run, column: RunColumn): string | number | null {
  switch (column) {
    case 'name':
      return run.name;
    case 'status':
      return run.state.status;
    case 'accuracy':
      return bestAccuracy(run);
    case 'duration':
      return run.durationMs;
    case 'dataset':
      return run.dataset.name;
    case 'net':
      return netWord(run.recipe.net);
    case 'precision':
      return run.precision;
    case 'created':
      return run.createdAtMs;
  }
}
