import type { Run, RunEvent, RunProgress } from '../../src-shared/contract/runs.ts';
import type { EpochFigures } from '../../src-shared/figures.ts';

/** What the page of a run shows, apart from its step points, which live in a `LiveSeries`. */
export interface RunView {
  readonly seq: number;
  readonly run: Run;
  readonly epochs: readonly EpochFigures[];
  readonly progress: RunProgress | null;
}

/**
 * The view after an event. `gap` when the event is not the one that follows (or none came before): then the view cannot be
 * trusted any more and a new snapshot is needed.
 */
export function applyRunEvent(view: RunView | null, event: RunEvent): RunView | 'gap' {
  if (event.type === 'snapshot') {
    return { seq: event.seq, run: event.run, epochs: event.epochs, progress: event.progress };
  }
  if (view === null || event.seq !== view.seq + 1) return 'gap';
  const next = { ...view, seq: event.seq };
  switch (event.type) {
    case 'run':
      return { ...next, run: event.run, progress: isAtWork(event.run) ? view.progress : null };
    case 'epoch':
      return { ...next, epochs: withEpoch(view.epochs, event.figures) };
    case 'progress':
      return { ...next, progress: event.progress };
    case 'steps':
      return next;
  }
}

/** Whether the engine is at this run right now. */
export function isAtWork(run: Run): boolean {
  return run.state.status === 'running' || run.state.status === 'stopping';
}

/** A run that was resumed from an older checkpoint gives epochs again: the newer ones take their place. */
function withEpoch(epochs: readonly EpochFigures[], figures: EpochFigures): readonly EpochFigures[] {
  return [...epochs.filter((known) => known.epoch < figures.epoch), figures];
}
