import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { RUN_COLOURS, runColour } from '../../../src-shared/run-colour.ts';

/** A run of a comparison, with the colour that stands for it in every view. */
export interface ComparedRun {
  readonly run: Run;
  /** `#rrggbb`. */
  readonly colour: string;
}

/**
 * The chosen ones of `runs` in the order of `ids`; unknown ids are left out. Each has its own colour, but where nobody chose it and a run
 * before it looks the same, it gets one that is still free, for as long as there are any.
 */
export function comparedRuns(runs: readonly Run[], ids: readonly RunId[]): ComparedRun[] {
  const known = new Map(runs.map((run) => [run.id, run]));
  const chosen = ids.flatMap((id) => known.get(id) ?? []);
  const taken = new Set(chosen.flatMap(({ marks }) => marks.colour ?? []));
  return chosen.map((run) => {
    const own = runColour(run);
    if (run.marks.colour !== null) return { run, colour: own };
    const colour = taken.has(own) ? (RUN_COLOURS.find((one) => !taken.has(one)) ?? own) : own;
    taken.add(colour);
    return { run, colour };
  });
}
