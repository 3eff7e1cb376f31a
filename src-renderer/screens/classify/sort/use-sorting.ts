import { useRef, useState } from 'react';
import type { LeftFile, SortProgress } from '../../../../src-shared/contract/sort.ts';
import { messageOf } from '../../../../src-shared/errors.ts';
import { api } from '../../../client/studio.ts';
import { queryClient } from '../../../state/queries.ts';

/** Where moving files about is. */
export type Sorting =
  | { readonly state: 'idle' }
  | { readonly state: 'working'; readonly share: number }
  | { readonly state: 'done'; readonly files: number; readonly left: readonly LeftFile[] }
  | { readonly state: 'failed'; readonly message: string };

/** Follows one or several streams of the main process one after the other; stopping lets the file at hand be finished. */
export function useSorting() {
  const [sorting, setSorting] = useState<Sorting>({ state: 'idle' });
  const stop = useRef<AbortController | null>(null);

  const start = async (
    streams: readonly ((signal: AbortSignal) => Promise<AsyncIterable<SortProgress>>)[],
  ) => {
    const abort = new AbortController();
    stop.current = abort;
    setSorting({ state: 'working', share: 0 });
    let files = 0;
    const left: LeftFile[] = [];
    try {
      for (const open of streams) {
        for await (const word of await open(abort.signal)) {
          if (word.type === 'progress')
            setSorting({ state: 'working', share: word.done / Math.max(1, word.total) });
          else {
            files += word.files;
            left.push(...word.left);
          }
        }
      }
      setSorting({ state: 'done', files, left });
    } catch (error) {
      setSorting(
        abort.signal.aborted
          ? { state: 'failed', message: 'It was stopped; what was done before can be undone below.' }
          : { state: 'failed', message: messageOf(error) },
      );
    }
    await queryClient.invalidateQueries({ queryKey: api.sort.key() });
  };
  return { sorting, start, stop: () => stop.current?.abort() };
}
