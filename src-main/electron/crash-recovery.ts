const WINDOW_MS = 60_000;
const MOST_RELOADS = 3;

/**
 * Decides, each time the page's process is gone, whether to load the page again: yes, unless that has happened three times within a
 * minute, when it would go on for ever.
 */
export function createCrashRecovery(now: () => number = Date.now): () => 'reload' | 'give-up' {
  let reloads: number[] = [];
  return () => {
    const time = now();
    reloads = reloads.filter((earlier) => time - earlier < WINDOW_MS);
    if (reloads.length >= MOST_RELOADS) return 'give-up';
    reloads.push(time);
    return 'reload';
  };
}
