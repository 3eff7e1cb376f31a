import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { RacePair } from './race-pairs.ts';

/** The latest two runs of a race, on one data set, or null where it was never run. */
export function findRace(runs: readonly Run[], { sides }: RacePair): readonly [Run, Run] | null {
  const newest = [...runs].sort((a, b) => b.createdAtMs - a.createdAtMs);
  const first = newest.find(({ name }) => name === sides[0].name);
  const second = newest.find(
    ({ name, dataset }) => name === sides[1].name && dataset.id === first?.dataset.id,
  );
  return first && second ? [first, second] : null;
}
