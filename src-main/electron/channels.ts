/** The page's only message to the main process: "give me a port that carries the contract". */
export const REQUEST_PORT = 'request-port';

/** The answer, which carries the port. */
export const PORT_READY = 'port-ready';

/** What the main process sends a child instead of closing its channel, which a utility process does not see. */
export const DISCONNECT = 'disconnect';

/** What a child sends after a message to learn that it has arrived: the main process sends it back. */
export const ECHO = 'echo';
