import { EventPublisher } from '@orpc/server';
import type { Change } from '../../src-shared/contract/system.ts';
import type { RunId } from '../../src-shared/ids.ts';

/** Tells windows which lists to ask for again. Announce after the change is committed. */
export interface Changes {
  announce(area: Change['area'], runIds?: readonly RunId[]): void;
  /** `all` at once, then every change from this call on. Changes that come faster than they are read are dropped but for the last ones. */
  watch(signal?: AbortSignal): AsyncGenerator<Change>;
}

export function createChanges(): Changes {
  const publisher = new EventPublisher<{ change: Change }>();
  let seq = 0;
  return {
    announce(area, runIds) {
      seq += 1;
      publisher.publish('change', { seq, area, ...(runIds && { runIds: [...runIds] }) });
    },
    watch(signal) {
      // At once, and not when the first message is read: what a window asks for after it misses no change then.
      const news = publisher.subscribe('change', signal ? { signal } : {});
      return tell({ seq, area: 'all' }, news);
    },
  };
}

async function* tell(first: Change, news: AsyncGenerator<Change>): AsyncGenerator<Change> {
  try {
    yield first;
    yield* news;
  } finally {
    await news.return(undefined);
  }
}
