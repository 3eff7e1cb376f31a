import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import type { OwnClassifier } from '../../../src-shared/own-classifier.ts';
import { wakeDecoder } from '../../actions/read-records.ts';
import { studio } from '../../client/studio.ts';
import type { Classifier, Where } from '../../inference/classifier.ts';
import { classifierOfOwn, classifierOfRun } from '../../inference/open-classifier.ts';
import { isActive } from '../../state/queries.ts';
import { useWork } from '../inspect/parts/use-work.ts';

/** The classifier that an id means. */
export function findClassifier(
  id: string | null,
  runs: readonly Run[],
  own: readonly OwnClassifier[],
  where: Where,
): Classifier | null {
  const run = runs.find((one) => one.id === id);
  if (run) return classifierOfRun(heldOf(run), where);
  const found = own.find((one) => one.id === id);
  return found ? classifierOfOwn(found) : null;
}

/** Runs at work as they were when they were first asked. */
const held = new Map<RunId, Run>();

/** A run that trains has better weights after every epoch; fetching those each time, and asking about every picture again, would only slow it down. */
function heldOf(run: Run): Run {
  const known = held.get(run.id);
  const kept = isActive(run) && known ? known : run;
  held.set(run.id, kept);
  return kept;
}

/** What the validation pictures say of a run's probabilities; a classifier from elsewhere has none. */
export function useCalibration(classifier: Classifier | null) {
  const runId = classifier?.runId ?? null;
  return useWork(
    // Where it runs does not matter; which weights does.
    ['calibration', classifier?.key.replace(/ engine$/, '')],
    async (signal) => {
      if (runId === null) throw new Error('Only runs have validation pictures.');
      return await studio.classify.calibration({ runId }, { signal });
    },
    { isAsked: runId !== null },
  );
}

/** Under the minute after which a decoder that has nothing to do ends. */
const WAKE_EVERY_MS = 45_000;

/** Keeps pictures' decoder awake while the page is looked at, so that the first picture need not wait for it. */
export function useDecoder(): void {
  useQuery({
    queryKey: ['decoder'],
    queryFn: async ({ signal }) => {
      await wakeDecoder(signal);
      return null;
    },
    staleTime: 0,
    refetchInterval: WAKE_EVERY_MS,
  });
}

/** Where a network's file has come to while it is loaded: bytes. */
export interface Loading {
  readonly loaded: number;
  readonly total: number | null;
}

/** Makes a classifier ready as soon as it is chosen, so that the first picture need not wait. */
export function useReady(classifier: Classifier | null, onLoading: (loading: Loading | null) => void) {
  return useQuery({
    queryKey: ['ready', classifier?.key],
    enabled: classifier !== null,
    // The worker may have given it up again; then loading it is quick or shows itself anew.
    staleTime: 0,
    queryFn: async () => {
      try {
        return (await classifier?.load((loaded, total) => onLoading({ loaded, total }))) ?? null;
      } finally {
        onLoading(null);
      }
    },
  });
}
