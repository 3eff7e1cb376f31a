import { EventPublisher } from '@orpc/server';

/** Which lists of a workspace a change concerns. */
export type Area = 'all' | 'datasets' | 'runs' | 'nets';

/** Tells windows which lists to ask for again. Announce after the change is committed. */
export interface Changes {
  announce(area: Area): void;
  /** `all` at once, then every change. Changes that come faster than they are read are dropped but for the last ones. */
  watch(signal?: AbortSignal): AsyncGenerator<{ area: Area }>;
}

export function createChanges(): Changes {
  const publisher = new EventPublisher<{ change: { area: Area } }>();
  return {
    announce: (area) => publisher.publish('change', { area }),
    async *watch(signal) {
      const news = publisher.subscribe('change', signal ? { signal } : {});
      try {
        yield { area: 'all' };
        yield* news;
      } finally {
        await news.return(undefined);
      }
    },
  };
}
