import { type AppError, toAppError } from '../../src-shared/errors.ts';
import type { EpochFigures, StepPoint } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { Store } from './store.ts';

/** How long a point waits for others, and how many wait at most, before they are written in one transaction. */
const WAIT_MS = 250;
const MOST_POINTS = 500;

/** What one transaction wrote. */
export interface SavedMetrics {
  points: StepPoint[];
  epochs: EpochFigures[];
}

export interface MetricsWriter {
  addSteps(points: readonly StepPoint[]): void;
  /** Writes at once: an epoch's end is where people look. */
  addEpoch(figures: EpochFigures): void;
  /** Writes what waits. After it returned nothing is pending: call it before the run's state changes and when it ends. */
  flush(): void;
}

/**
 * Gathers a run's metrics into batches. `onSaved` is called after a batch was committed, so that nobody is told of what a kill
 * could take back. What cannot be written stays and is tried again with the next batch; `onFailed` tells of it when no
 * caller is there to throw to (then the wait was over). `addSteps`, `addEpoch` and `flush` throw the store's errors.
 */
export function createMetricsWriter(
  store: Pick<Store, 'metrics' | 'transaction'>,
  runId: RunId,
  { onSaved, onFailed }: { onSaved: (saved: SavedMetrics) => void; onFailed: (error: AppError) => void },
): MetricsWriter {
  let points: StepPoint[] = [];
  let epochs: EpochFigures[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (points.length === 0 && epochs.length === 0) return;
    store.transaction(() => {
      store.metrics.appendSteps(runId, points);
      for (const figures of epochs) store.metrics.appendEpoch(runId, figures);
    });
    const saved = { points, epochs };
    points = [];
    epochs = [];
    onSaved(saved);
  }

  function flushLater(): void {
    try {
      flush();
    } catch (error) {
      onFailed(toAppError(error));
    }
  }

  return {
    addSteps(more) {
      points.push(...more);
      if (points.length >= MOST_POINTS) flush();
      else timer ??= setTimeout(flushLater, WAIT_MS);
    },
    addEpoch(figures) {
      epochs.push(figures);
      flush();
    },
    flush,
  };
}
