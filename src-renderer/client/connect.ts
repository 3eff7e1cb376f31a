import type { ClientContext, ClientLink } from '@orpc/client';
import { createStore, type ReadableStore } from '../state/store.ts';
import type { Channel } from './channel.ts';

/** `connecting`: the first time; `lost`: it was open before and is being opened again. */
export type ConnectionStatus = 'connecting' | 'open' | 'lost';

export interface Connection {
  /** Calls made while there is no channel wait for the next one. */
  readonly link: ClientLink<ClientContext>;
  readonly status: ReadableStore<ConnectionStatus>;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

/** Keeps a channel open for as long as the window lives, and opens a new one whenever it is lost. */
export function connect(open: () => Promise<Channel>): Connection {
  const status = createStore<ConnectionStatus>('connecting');
  let next = Promise.withResolvers<Channel>();

  const keepOpen = async () => {
    let delayMs = FIRST_DELAY_MS;
    for (;;) {
      try {
        const channel = await open();
        delayMs = FIRST_DELAY_MS;
        next.resolve(channel);
        status.set('open');
        await channel.closed;
        next = Promise.withResolvers<Channel>();
        status.set('lost');
      } catch {
        // Nothing answered: the banner says so, and it is tried again.
      }
      await new Promise((wake) => setTimeout(wake, delayMs));
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    }
  };
  void keepOpen();

  return {
    status,
    link: {
      call: async (path, input, options) => (await next.promise).link.call(path, input, options),
    },
  };
}
