import { AppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { childEntry } from '../paths.ts';
import type { SeriesManifest } from '../series/manifest.ts';
import { FromSeries, type ToSeries } from '../series/protocol.ts';
import { type Child, type Fork, startChild } from './child.ts';

/** How long the process is kept after its last work: while a run trains, there is some every second. */
const KEEP_WARM_MS = 60_000;

/** The process that brings series up to date, started when there is something to do. */
export interface SeriesBuilder {
  /** Resolves when the series in `folder` holds what the store does. Calls for a run that is being worked on join it. Errors: `engine-lost`, `no-space`, `cancelled`. */
  update(runId: RunId, folder: string): Promise<SeriesManifest>;
  /** The step up to which a run's series has come; 0 where nothing is known of it. */
  reached(runId: RunId): number;
  close(): Promise<void>;
}

interface Work {
  readonly promise: Promise<SeriesManifest>;
  readonly resolve: (manifest: SeriesManifest) => void;
  readonly reject: (error: AppError) => void;
  step: number;
}

export function createSeriesBuilder(workspace: string, fork?: Fork): SeriesBuilder {
  const works = new Map<RunId, Work>();
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
    const work = works.get(message.runId);
    if (!work) return;
    if (message.type === 'progress') {
      work.step = message.step;
      return;
    }
    works.delete(message.runId);
    if (message.type === 'updated') work.resolve(message.manifest);
    else work.reject(new AppError(message.code, message.message));
    if (works.size > 0) return;
    idle = setTimeout(() => void child?.stop(), KEEP_WARM_MS);
  }

  return {
    update(runId, folder) {
      const known = works.get(runId);
      if (known) return known.promise;
      clearTimeout(idle);
      const work = { ...Promise.withResolvers<SeriesManifest>(), step: 0 };
      works.set(runId, work);
      child ??= start();
      child.send({ type: 'update', runId, folder });
      return work.promise;
    },
    reached: (runId) => works.get(runId)?.step ?? 0,
    async close() {
      clearTimeout(idle);
      // It only makes what can be made anew.
      await child?.stop(0);
    },
  };
}
