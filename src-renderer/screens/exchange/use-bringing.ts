import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../../src-shared/errors.ts';
import { createTimeLeft } from '../../../src-shared/time-left.ts';
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
    const timeLeft = createTimeLeft(() => performance.now());
    const onProgress = (progress: BringProgress) => {
      if (!stop.signal.aborted) setState({ at: 'work', progress, secondsLeft: timeLeft(progress) });
    };
    try {
      setState({ at: 'done', brought: await bringRuns(picked, onProgress, stop.signal) });
    } catch (error) {
      setState({ at: 'choosing', failure: stop.signal.aborted ? null : messageOf(error) });
    }
  }

  return { state, bring, stop: () => working.current?.abort() };
}
