import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { RacePair, RaceSide } from './race-pairs.ts';

/** The latest two runs of a race, on one data set, or null where it was never run. */
export function findRace(runs: readonly Run[], { sides }: RacePair): readonly [Run, Run] | null {
  const newest = [...runs].sort((a, b) => b.createdAtMs - a.createdAtMs);
  const first = newest.find((run) => isOf(run, sides[0]));
  const second = newest.find((run) => isOf(run, sides[1]) && run.dataset.id === first?.dataset.id);
  return first && second ? [first, second] : null;
}

/** By its name, which has a number behind it from the second race on: `Race: ReLU, 2`. */
function isOf(run: Run, side: RaceSide): boolean {
  return run.name.replace(/, \d+$/, '') === side.name;
}
