import type { ComparedRun } from '../compared-run.ts';

/** The curves of the compared runs. */
export function ChartsTab({ runs }: { runs: readonly ComparedRun[] }) {
  return <p>{runs.length}</p>;
}
