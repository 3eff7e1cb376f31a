import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

interface Progress {
  readonly type: 'progress';
  readonly done: number;
  readonly total: number;
}

export interface WorkState<Done> {
  readonly data: Done | undefined;
  readonly error: Error | null;
  readonly isWorking: boolean;
  /** Share that is done, 0..1; null until the first word of it. */
  readonly share: number | null;
  /** By how long the share that is done took; null until that says something. */
  readonly secondsLeft: number | null;
  /** Starts it, or tries it again. */
  readonly start: () => void;
  readonly cancel: () => void;
}

/**
 * Long work of the main process that tells how far it is. It begins when `start` is called, or by itself where `isAsked`; its result is kept
 * for the same `key`. Whoever leaves the page cancels it.
 */
export function useWork<Message extends Progress | { readonly type: 'done' }>(
  key: readonly unknown[],
  open: (signal: AbortSignal) => Promise<AsyncIterable<Message>>,
  { isAsked = false, onDone }: { readonly isAsked?: boolean; readonly onDone?: () => void } = {},
): WorkState<Exclude<Message, Progress>> {
  const client = useQueryClient();
  const [share, setShare] = useState<number | null>(null);
  const begunAt = useRef(0);
  const queryKey = ['work', ...key];
  const query = useQuery({
    queryKey,
    enabled: isAsked,
    queryFn: async ({ signal }) => {
      setShare(null);
      begunAt.current = performance.now();
      for await (const message of await open(signal)) {
        if (isDone(message)) {
          onDone?.();
          return message;
        }
        if ('total' in message) setShare(message.total === 0 ? null : message.done / message.total);
      }
      throw new Error('The work ended without a result. Try again.');
    },
  });
  return {
    data: query.data,
    error: query.isFetching ? null : query.error,
    isWorking: query.isFetching,
    share,
    secondsLeft: share && timeLeft(share, performance.now() - begunAt.current),
    start: () => void query.refetch(),
    cancel: () => void client.cancelQueries({ queryKey }),
  };
}

/** The first batches take longer than the others, so the beginning says nothing. */
const EARLY_MS = 2000;

/** Seconds, from the share that is done (above 0) and how long that took. */
function timeLeft(share: number, ms: number): number | null {
  return ms < EARLY_MS ? null : ((ms / 1000) * (1 - share)) / share;
}

function isDone<Message extends Progress | { readonly type: 'done' }>(
  message: Message,
): message is Exclude<Message, Progress> {
  return message.type === 'done';
}
