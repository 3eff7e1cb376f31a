/** How far work is: `done` of `total`, in whatever units. Each phase has a pace of its own. */
export interface PhaseProgress {
  readonly phase?: string;
  readonly done: number;
  readonly total: number;
}

/** The first moments of a phase say nothing of the rest. */
const EARLY_MS = 1000;

/**
 * Tells how many seconds are left of a phase, by the part that was done since it was first heard of; null while there is nothing to tell it
 * by. `now`: milliseconds of a clock that nobody sets.
 */
export function createTimeLeft(now: () => number): (progress: PhaseProgress) => number | null {
  let begun: { phase: string | undefined; done: number; atMs: number } | null = null;
  return ({ phase, done, total }) => {
    if (begun === null || begun.phase !== phase) begun = { phase, done, atMs: now() };
    const ms = now() - begun.atMs;
    return ms > EARLY_MS && done > begun.done ? (ms / 1000 / (done - begun.done)) * (total - done) : null;
  };
}
