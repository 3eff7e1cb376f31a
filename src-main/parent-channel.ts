import type { ZodType } from 'zod';

/** The child's end of the channel to the process that forked it. */
export interface ParentChannel<Out> {
  send(message: Out): void;
  /** Ends this process when everything sent so far, and `last` after it, is out. */
  end(last: Out): void;
}

/**
 * Listens to the parent process. Messages are validated: one of another shape is a bug of this program and ends the process.
 * When the parent closes the channel or dies, the process ends at once.
 */
export function listenToParent<In, Out>(
  schema: ZodType<In>,
  onMessage: (message: In) => void,
): ParentChannel<Out> {
  // Ctrl-C in a terminal goes to all processes of a program; the parent decides what becomes of this one.
  process.on('SIGINT', () => {});
  process.on('message', (raw) => onMessage(schema.parse(raw)));
  process.on('disconnect', () => process.exit());
  return {
    // Sending to a parent that has just died fails; 'disconnect' then ends the process.
    send: (message) => {
      process.send?.(message, undefined, undefined, () => {});
    },
    end: (last) => {
      process.send?.(last, undefined, undefined, () => process.exit());
    },
  };
}
