import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createTimeLeft } from '../../../../src-shared/time-left.ts';

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

const NOTHING_YET: Pick<WorkState<unknown>, 'share' | 'secondsLeft'> = { share: null, secondsLeft: null };

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
  const [{ share, secondsLeft }, setProgress] = useState(NOTHING_YET);
  const queryKey = ['work', ...key];
  const query = useQuery({
    queryKey,
    enabled: isAsked,
    queryFn: async ({ signal }) => {
      setProgress(NOTHING_YET);
      const timeLeft = createTimeLeft(() => performance.now());
      for await (const message of await open(signal)) {
        if (isDone(message)) {
          onDone?.();
          return message;
        }
        if ('total' in message && message.total > 0) {
          setProgress({ share: message.done / message.total, secondsLeft: timeLeft(message) });
        }
      }
      throw new Error('The work ended without a result. Try again.');
    },
  });
  return {
    data: query.data,
    error: query.isFetching ? null : query.error,
    isWorking: query.isFetching,
    share,
    secondsLeft,
    start: () => void query.refetch(),
    cancel: () => void client.cancelQueries({ queryKey }),
  };
}

function isDone<Message extends Progress | { readonly type: 'done' }>(
  message: Message,
): message is Exclude<Message, Progress> {
  return message.type === 'done';
}
