import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { createStore, type Store } from '../../state/store.ts';

/** Which weights are looked into; without `step` the best ones. */
export interface Weights {
  readonly runId: RunId;
  readonly step?: number;
}

/** What every part of the inspector is about. */
export interface Subject {
  readonly run: Run;
  readonly weights: Weights;
}

/** The step of the checkpoint that was chosen for a run, kept while other pages are looked at. */
export const chosenSteps: Store<ReadonlyMap<RunId, number>> = createStore(new Map());

export function chooseStep(runId: RunId, step: number): void {
  chosenSteps.set(new Map([...chosenSteps.get(), [runId, step]]));
}
