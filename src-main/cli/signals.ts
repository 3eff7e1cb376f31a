const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C reaches every process of the terminal, and npm, npx and bin.mjs pass it on as well: all that is one wish. */
const SAME_WISH_MS = 1000;

/** Calls `first` when the process is asked to end, and `again` when it is asked once more. Returns how to undo that. */
export function onSignals(first: () => void, again: () => void): () => void {
  let askedAtMs: number | null = null;
  const listener = () => {
    const now = performance.now();
    if (askedAtMs === null) {
      askedAtMs = now;
      first();
    } else if (now - askedAtMs > SAME_WISH_MS) {
      again();
    }
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
