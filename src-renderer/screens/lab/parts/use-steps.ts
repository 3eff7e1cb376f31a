import { useEffect, useState } from 'react';

/** Where one is in a sequence that can be stepped through or played. */
export interface Steps {
  readonly count: number;
  /** 0 to `count` − 1. */
  readonly at: number;
  readonly isPlaying: boolean;
  /** Goes to a step and stops playing. */
  readonly go: (at: number) => void;
  /** Plays from here, or from the first step where this is the last; stops where it is playing. */
  readonly toggle: () => void;
}

/** Steps of a sequence, `periodMs` apart while playing; ends at the last one. */
export function useSteps(count: number, periodMs = 600): Steps {
  const [chosen, setChosen] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const last = Math.max(0, count - 1);
  const at = Math.min(chosen, last);

  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      if (at < last) setChosen(at + 1);
      else setPlaying(false);
    }, periodMs);
    return () => clearTimeout(timer);
  }, [isPlaying, at, last, periodMs]);

  return {
    count,
    at,
    isPlaying,
    go: (to) => {
      setPlaying(false);
      setChosen(Math.min(last, Math.max(0, to)));
    },
    toggle: () => {
      if (!isPlaying && at === last) setChosen(0);
      setPlaying(!isPlaying);
    },
  };
}
