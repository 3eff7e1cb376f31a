import type { ClientContext, ClientLink } from '@orpc/client';

/** One connection to the main process, from its opening to its end. */
export interface Channel {
  readonly link: ClientLink<ClientContext>;
  /** Settles when the connection is gone. */
  readonly closed: Promise<void>;
}
