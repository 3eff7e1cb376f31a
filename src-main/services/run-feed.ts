import { EventPublisher } from '@orpc/server';
import type { Run, RunEvent, RunProgress } from '../../src-shared/contract/runs.ts';
import type { EpochFigures, StepPoint } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { Store } from '../store/store.ts';
import type { Changes } from './changes.ts';

/** Points of a snapshot's series: more than a chart has pixels. */
const SNAPSHOT_POINTS = 4000;
/** Messages kept for a window that does not read; what it misses shows as a gap in `seq`, and it asks for a new snapshot. */
const KEPT_EVENTS = 600;

/** The news of every run. Publish after the change is committed: what a watcher is told of survives any kill. */
export interface RunFeed {
  /** A snapshot at once, then the news. `seq` counts the run's messages for all watchers alike. Errors: not-found. */
  watch(id: RunId, signal?: AbortSignal): AsyncGenerator<RunEvent>;
  run(run: Run): void;
  /** The same of several, told to lists as one change. */
  runs(runs: readonly Run[]): void;
  steps(id: RunId, points: StepPoint[]): void;
  epoch(id: RunId, figures: EpochFigures): void;
  /** Null: it does not train any more. */
  progress(id: RunId, progress: RunProgress | null): void;
  /** Metrics were taken back (a resumed run does them again): every watcher gets a new snapshot. */
  restart(id: RunId): void;
  /** A run was hidden or brought back. */
  listChanged(id: RunId): void;
}

export function createRunFeed(store: Store, changes: Changes): RunFeed {
  const publisher = new EventPublisher<Record<RunId, RunEvent>>({ maxBufferedEvents: KEPT_EVENTS });
  const lastSeq = new Map<RunId, number>();
  const lastProgress = new Map<RunId, RunProgress>();

  const seqOf = (id: RunId) => lastSeq.get(id) ?? 0;
  const nextSeq = (id: RunId) => {
    const seq = seqOf(id) + 1;
    lastSeq.set(id, seq);
    return seq;
  };
  const snapshot = (id: RunId, seq: number): RunEvent => ({
    type: 'snapshot',
    seq,
    run: store.runs.get(id),
    series: store.metrics.stepSeries(id, { maxPoints: SNAPSHOT_POINTS }),
    epochs: store.metrics.epochs(id),
    progress: lastProgress.get(id) ?? null,
  });

  function tell(runs: readonly Run[]): void {
    for (const run of runs) publisher.publish(run.id, { type: 'run', seq: nextSeq(run.id), run });
    changes.announce(
      'runs',
      runs.map(({ id }) => id),
    );
  }

  return {
    async *watch(id, signal) {
      const news = publisher.subscribe(id, signal ? { signal } : {});
      try {
        yield snapshot(id, seqOf(id));
        yield* news;
      } finally {
        await news.return(undefined);
      }
    },

    run: (run) => tell([run]),
    runs: tell,
    steps: (id, points) => publisher.publish(id, { type: 'steps', seq: nextSeq(id), points }),
    epoch: (id, figures) => publisher.publish(id, { type: 'epoch', seq: nextSeq(id), figures }),
    progress(id, progress) {
      if (progress === null) {
        lastProgress.delete(id);
        return;
      }
      lastProgress.set(id, progress);
      publisher.publish(id, { type: 'progress', seq: nextSeq(id), progress });
    },
    listChanged: (id) => changes.announce('runs', [id]),
    restart: (id) => publisher.publish(id, snapshot(id, nextSeq(id))),
  };
}
