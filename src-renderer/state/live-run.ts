import { useEffect, useState } from 'react';
import type { RunEvent } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { LiveSeries } from '../charts/live-series.ts';
import { follow } from '../client/follow.ts';
import { studio } from '../client/studio.ts';
import { applyRunEvent, type RunView } from './apply-run-event.ts';
import { createStore, type Store } from './store.ts';

/** A run that is being watched: its view for React, and its step points beside React. */
export interface LiveRun {
  readonly view: Store<RunView | null>;
  readonly failure: Store<unknown>;
  readonly series: LiveSeries;
}

/** Watches a run for as long as the component is there. */
export function useLiveRun(runId: RunId): LiveRun {
  const [live, setLive] = useState(createLiveRun);
  useEffect(() => {
    const watched = createLiveRun();
    const stop = new AbortController();
    setLive(watched);
    follow(
      (signal) => studio.runs.watch({ runId }, { signal }),
      (event) => receive(watched, event),
      stop.signal,
    ).catch((error: unknown) => watched.failure.set(error));
    return () => stop.abort();
  }, [runId]);
  return live;
}

function createLiveRun(): LiveRun {
  return {
    view: createStore<RunView | null>(null),
    failure: createStore<unknown>(null),
    series: new LiveSeries(),
  };
}

function receive({ view, series }: LiveRun, event: RunEvent): 'go-on' | 'restart' {
  const next = applyRunEvent(view.get(), event);
  if (next === 'gap') return 'restart';
  if (event.type === 'snapshot') series.replace(event.series);
  if (event.type === 'steps') series.append(event.points);
  view.set(next);
  return 'go-on';
}
