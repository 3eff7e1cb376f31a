import { AppError } from '../../src-shared/errors.ts';
import type { DatasetId } from '../../src-shared/ids.ts';
import type { Store } from '../store/store.ts';
import type { Changes } from './changes.ts';
import type { Runs } from './runs.ts';

/** Changes of data sets that windows have to hear of; reading goes to the store directly. Errors: `not-found`. */
export interface Datasets {
  /** Errors: `conflict` where another data set has that name. */
  rename(id: DatasetId, name: string): void;
  /** Hides it. Errors: `conflict` while a run that trains or waits needs it. */
  remove(id: DatasetId): void;
  restore(id: DatasetId): void;
}

export function createDatasets(store: Store, runs: Runs, changes: Changes): Datasets {
  return {
    rename(id, name) {
      store.datasets.rename(id, name);
      changes.announce('datasets');
    },
    remove(id) {
      const { name } = store.datasets.get(id);
      if (runs.uses(id)) throw new AppError('conflict', `A run is training on "${name}": stop it first.`);
      store.datasets.remove(id);
      changes.announce('datasets');
    },
    restore(id) {
      store.datasets.restore(id);
      changes.announce('datasets');
    },
  };
}
