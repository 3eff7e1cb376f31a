import type { RunMarksChange } from '../../src-shared/contract/run-marks.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { Store } from '../store/store.ts';
import type { RunFeed } from './run-feed.ts';

/** Writing on runs. */
export interface RunMarksService {
  /** The same change on each of the runs, or on none. Errors: `not-found`. */
  change(ids: readonly RunId[], change: RunMarksChange): void;
}

export function createRunMarks(store: Store, feed: RunFeed): RunMarksService {
  return {
    change(ids, change) {
      store.runMarks.change(ids, change);
      feed.runs(store.runs.some(ids));
    },
  };
}
