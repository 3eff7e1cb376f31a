/** Something that is edited, with the way back and forth. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was made to; another change to the same joins it, so that typing a number is one step. */
  readonly changed: string | null;
}

/** Steps that can be undone. */
const MOST_STEPS = 200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], changed: null };
}

/** The next state. `changed` names what was changed where changes in a row are one step. */
export function pushed<T>(history: History<T>, present: T, changed: string | null = null): History<T> {
  if (present === history.present) return history;
  const joins = changed !== null && changed === history.changed;
  const past = joins ? history.past : [...history.past, history.present].slice(-MOST_STEPS);
  return { past, present, future: [], changed };
}

export function undone<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    changed: null,
  };
}

export function redone<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, changed: null };
}
