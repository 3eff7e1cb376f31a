import { AppError } from '../../src-shared/errors.ts';
import type { Progress } from './warm-inspector.ts';

/** Does one piece of long work. Given up by `signal`, it should end soon, however it ends. */
export type Work<Result> = (tell: (progress: Progress) => void, signal: AbortSignal) => Promise<Result>;

/** Long work that several may ask for at once: done once, and given up when nobody waits for it any more. */
export interface SharedWork<Result> {
  /** Begins the work or joins it. Giving the loop or `signal` up ends it, if nobody else waits for it. */
  follow(key: string, work: Work<Result>, signal?: AbortSignal): AsyncGenerator<Progress, Result>;
  /** Gives up whatever goes on, and waits for its end. */
  close(): Promise<void>;
}

interface Going<Result> {
  readonly result: Promise<Result>;
  readonly followers: Set<(progress: Progress) => void>;
  readonly controller: AbortController;
  latest: Progress | undefined;
}

export function createSharedWork<Result>(): SharedWork<Result> {
  const going = new Map<string, Going<Result>>();

  function begin(key: string, work: Work<Result>): Going<Result> {
    const controller = new AbortController();
    const followers: Going<Result>['followers'] = new Set();
    const tell = (progress: Progress): void => {
      one.latest = progress;
      for (const follower of followers) follower(progress);
    };
    const result = work(tell, controller.signal).finally(() => forget(key, one));
    // Whoever gave the work up does not hear of its end.
    result.catch(() => undefined);
    const one: Going<Result> = { result, followers, controller, latest: undefined };
    going.set(key, one);
    return one;
  }

  function forget(key: string, one: Going<Result>): void {
    if (going.get(key) === one) going.delete(key);
  }

  return {
    async *follow(key, work, signal) {
      signal?.throwIfAborted();
      const one = going.get(key) ?? begin(key, work);
      let latest = one.latest;
      let news = Promise.withResolvers<void>();
      const follower = (progress: Progress): void => {
        latest = progress;
        news.resolve();
      };
      const wake = (): void => news.resolve();
      one.followers.add(follower);
      signal?.addEventListener('abort', wake, { once: true });
      try {
        let isSettled = false;
        const settled = one.result.finally(() => {
          isSettled = true;
        });
        settled.catch(() => undefined);
        while (!isSettled) {
          if (latest) yield latest;
          latest = undefined;
          await Promise.race([news.promise, settled.catch(() => undefined)]);
          if (signal?.aborted) throw new AppError('cancelled', 'This was given up.');
          news = Promise.withResolvers();
        }
        return await one.result;
      } finally {
        signal?.removeEventListener('abort', wake);
        one.followers.delete(follower);
        if (one.followers.size === 0) {
          forget(key, one);
          one.controller.abort();
        }
      }
    },

    async close() {
      const all = [...going.values()];
      for (const { controller } of all) controller.abort();
      await Promise.allSettled(all.map(({ result }) => result));
    },
  };
}

/** The result of work whose progress nobody wants. */
export async function resultOf<Result>(work: AsyncGenerator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = await work.next();
    if (step.done) return step.value;
  }
}

/** Units of progress of a part. */
const PART = 1000;

/** Work as the part number `part` (from 0) of `parts` of a larger one; given up with it. */
export async function* asPart<Result>(
  work: AsyncGenerator<Progress, Result>,
  part: number,
  parts: number,
): AsyncGenerator<Progress, Result> {
  let isOver = false;
  try {
    for (;;) {
      const step = await work.next();
      isOver = step.done === true;
      if (step.done) return step.value;
      const { done, total } = step.value;
      const share = total === 0 ? 0 : done / total;
      yield { type: 'progress', done: Math.round((part + share) * PART), total: parts * PART };
    }
  } finally {
    if (!isOver) await work.throw(new AppError('cancelled', 'This was given up.')).catch(() => undefined);
  }
}
