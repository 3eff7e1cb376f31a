import { ORPCError } from '@orpc/client';

const PAUSE_MS = 500;

/**
 * Reads a stream until `signal` is aborted. When it ends or its connection is lost, or when `receive` answers `restart`, it is
 * opened again. Rejects when the main process refuses it (such as a run that is not there).
 */
export async function follow<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  receive: (event: T) => 'go-on' | 'restart',
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of await open(signal)) {
        if (signal.aborted) return;
        if (receive(event) === 'restart') break;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ORPCError) throw error;
    }
    await new Promise((wake) => setTimeout(wake, PAUSE_MS));
  }
}
