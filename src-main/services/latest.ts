import { setTimeout as sleep } from 'node:timers/promises';

/** A value that changes faster than anyone wants to hear of it. */
export interface Latest<T> {
  /** Says that the value is another one now. */
  changed(): void;
  /** The value at once, then its latest state after changes; ends when `signal` is aborted. */
  watch(signal?: AbortSignal): AsyncGenerator<T>;
}

/** `read` gives the value as it is; a watcher gets it at most once in `everyMs` milliseconds. */
export function createLatest<T>(read: () => T, everyMs: number): Latest<T> {
  let next = Promise.withResolvers<void>();
  return {
    changed() {
      next.resolve();
      next = Promise.withResolvers();
    },
    async *watch(signal) {
      const aborted = new Promise<void>((resolve) => {
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
      while (!signal?.aborted) {
        const change = next.promise;
        yield read();
        await Promise.race([sleep(everyMs), aborted]);
        await Promise.race([change, aborted]);
      }
    },
  };
}
