import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../../src-shared/errors.ts';
import { type BringProgress, type Brought, bringRuns } from '../../actions/bring-runs.ts';
import type { Picked } from '../../actions/picked-files.ts';

/** Where the bringing in of runs is. */
export type Bringing =
  | { readonly at: 'choosing'; readonly failure: string | null }
  | { readonly at: 'work'; readonly progress: BringProgress | null; readonly secondsLeft: number | null }
  | { readonly at: 'done'; readonly brought: Brought };

/** Runs are brought in by `bring` and given up by `stop`, or by leaving the page. */
export function useBringing() {
  const [state, setState] = useState<Bringing>({ at: 'choosing', failure: null });
  const working = useRef<AbortController | null>(null);
  useEffect(() => () => working.current?.abort(), []);

  async function bring(picked: Picked): Promise<void> {
    const stop = new AbortController();
    working.current = stop;
    setState({ at: 'work', progress: null, secondsLeft: null });
    let begun = { phase: '', atMs: 0 };
    const onProgress = (progress: BringProgress) => {
      if (stop.signal.aborted) return;
      if (begun.phase !== progress.phase) begun = { phase: progress.phase, atMs: performance.now() };
      const seconds = (performance.now() - begun.atMs) / 1000;
      const share = progress.total > 0 ? progress.done / progress.total : 0;
      // The first moments say nothing of the rest.
      const secondsLeft = seconds > 1 && share > 0 ? (seconds / share) * (1 - share) : null;
      setState({ at: 'work', progress, secondsLeft });
    };
    try {
      setState({ at: 'done', brought: await bringRuns(picked, onProgress, stop.signal) });
    } catch (error) {
      setState({ at: 'choosing', failure: stop.signal.aborted ? null : messageOf(error) });
    }
  }

  return { state, bring, stop: () => working.current?.abort() };
}
