import { AppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { childEntry } from '../paths.ts';
import { FromSeries, type ToSeries } from '../series/protocol.ts';
import { type Child, type Fork, startChild } from './child.ts';

/** How long the process is kept after its last work: while a run trains, there is some every second. */
const KEEP_WARM_MS = 60_000;

/** The process that brings series up to date, started when there is something to do. */
export interface SeriesBuilder {
  /**
   * Resolves when the series in `folder` holds what the store does; `tell` hears up to which step it has come. Given up by `signal` it ends soon,
   * and what is written by then is kept. Errors: `engine-lost`, `no-space`, `cancelled`.
   */
  update(runId: RunId, folder: string, tell: (step: number) => void, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

interface Work extends PromiseWithResolvers<void> {
  readonly tell: (step: number) => void;
}

export function createSeriesBuilder(workspace: string, fork?: Fork): SeriesBuilder {
  const works = new Map<number, Work>();
  let count = 0;
  let child: Child<ToSeries> | null = null;
  let idle: NodeJS.Timeout | undefined;

  function start(): Child<ToSeries> {
    const started = startChild<ToSeries, FromSeries>({
      name: 'process that prepares charts',
      entry: childEntry('series'),
      schema: FromSeries,
      onMessage: receive,
      onExit: (error) => {
        if (child === started) child = null;
        const reason = error ?? new AppError('cancelled', 'Preparing the charts was ended.');
        for (const work of works.values()) work.reject(reason);
        works.clear();
      },
      fork,
    });
    started.send({ type: 'open', workspace });
    return started;
  }

  function receive(message: FromSeries): void {
    const work = works.get(message.work);
    if (!work) return;
    if (message.type === 'progress') {
      work.tell(message.step);
      return;
    }
    works.delete(message.work);
    if (message.type === 'updated') work.resolve();
    else work.reject(new AppError(message.code, message.message));
    if (works.size > 0) return;
    idle = setTimeout(() => void child?.stop(), KEEP_WARM_MS);
  }

  return {
    async update(runId, folder, tell, signal) {
      clearTimeout(idle);
      const number = count++;
      const work = { ...Promise.withResolvers<void>(), tell };
      works.set(number, work);
      child ??= start();
      child.send({ type: 'update', work: number, runId, folder });
      const stop = () => child?.send({ type: 'stop', work: number });
      signal.addEventListener('abort', stop);
      await work.promise.finally(() => signal.removeEventListener('abort', stop));
    },
    async close() {
      clearTimeout(idle);
      // It only makes what can be made anew.
      await child?.stop(0);
    },
  };
}
