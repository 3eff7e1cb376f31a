import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import type { SeriesPreparation } from '../../src-shared/contract/series.ts';
import { messageOf, toAppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { createTimeLeft } from '../../src-shared/time-left.ts';
import { readManifest, type SeriesManifest } from '../series/manifest.ts';
import { continues, isSamePoint } from '../series/update-series.ts';
import type { PointRow } from '../store/metrics-table.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import type { RunFiles } from './run-files.ts';
import { createSeriesBuilder } from './series-builder.ts';
import { createSharedWork, resultOf } from './shared-work.ts';
import type { Progress } from './warm-inspector.ts';

/** Steps that are added while a request for them waits, and how long it does: what is new of a run that trains. */
const FEW_STEPS = 50_000;
const PATIENCE_MS = 250;

/** Keeps the series of runs up to what the store holds. */
export interface SeriesUpkeep {
  /** Where the series of a run lies. */
  folder(id: RunId): string;
  /**
   * The manifest of a series that ends with `last`, the store's last point. Few missing steps are added on the way: `pending` where that takes
   * longer than a moment. `unprepared` where many are missing. Errors: those of preparing it.
   */
  current(id: RunId, last: PointRow): Promise<SeriesManifest | 'pending' | 'unprepared'>;
  /** What `series.prepare` of the contract says. Giving the loop or `signal` up stops it. */
  prepare(ids: readonly RunId[], signal?: AbortSignal): AsyncGenerator<SeriesPreparation, void>;
  /** Throws away what turned out to be damaged, unless it is being written right now. */
  discard(id: RunId): Promise<void>;
  close(): Promise<void>;
}

interface UpkeepParts {
  folder: string;
  store: Store;
  files: RunFiles;
  fork: Fork | undefined;
}

export function createSeriesUpkeep({ folder: workspace, store, files, fork }: UpkeepParts): SeriesUpkeep {
  const builder = createSeriesBuilder(workspace, fork);
  const works = createSharedWork<void>();
  const manifests = new Map<RunId, SeriesManifest>();
  const folderOf = (id: RunId) => join(files.folder(id), 'series');

  /** Steps up to `last` that the series does not hold. */
  function missing(id: RunId, known: SeriesManifest | null, [lastStep]: PointRow): number {
    return known && continues(store.metrics, id, known) ? lastStep - known.lastStep : lastStep;
  }

  /** Brings a series up to date, together with whoever else wants that. Its progress counts steps, `missing` of them. */
  function update(id: RunId, lastStep: number, total: number, signal?: AbortSignal) {
    // While the files are written they cannot be read.
    manifests.delete(id);
    return works.follow(
      id,
      (tell, stop) => {
        const onStep = (step: number) => tell(progressOf(step, lastStep, total));
        return builder.update(id, folderOf(id), onStep, stop);
      },
      signal,
    );
  }

  async function known(id: RunId): Promise<SeriesManifest | null> {
    return manifests.get(id) ?? (await readManifest(folderOf(id)));
  }

  return {
    folder: folderOf,

    async current(id, last) {
      const manifest = await known(id);
      if (manifest && isSamePoint(manifest.last, last)) {
        manifests.set(id, manifest);
        return manifest;
      }
      const steps = missing(id, manifest, last);
      if (steps > FEW_STEPS) return 'unprepared';
      const updating = resultOf(update(id, last[0], steps)).then(() => readManifest(folderOf(id)));
      // Nobody may be listening when it fails; the next request is told.
      updating.catch(() => {});
      return (await Promise.race([updating, passed(PATIENCE_MS, null, { ref: false })])) ?? 'pending';
    },

    async *prepare(ids, signal) {
      const wanted: { id: RunId; lastStep: number; steps: number }[] = [];
      for (const id of ids) {
        const last = store.metrics.lastPoint(id);
        if (last === null) continue;
        const manifest = await known(id);
        if (manifest && isSamePoint(manifest.last, last)) continue;
        wanted.push({ id, lastStep: last[0], steps: missing(id, manifest, last) });
      }
      // The short ones are there soon, and need not wait for the others.
      wanted.sort((a, b) => a.steps - b.steps);
      const tell = createPace(
        wanted.reduce((sum, { steps }) => sum + steps, 0),
        wanted.length,
      );
      let before = 0;
      for (const [ready, { id, lastStep, steps }] of wanted.entries()) {
        yield tell(before, ready);
        try {
          for await (const { done } of update(id, lastStep, steps, signal)) yield tell(before + done, ready);
          yield { type: 'ready', runId: id };
        } catch (error) {
          if (toAppError(error).code === 'cancelled') throw error;
          yield { type: 'failed', runId: id, message: messageOf(error) };
        }
        before += steps;
      }
    },

    async discard(id) {
      if (manifests.delete(id)) await rm(folderOf(id), { recursive: true, force: true });
    },

    async close() {
      await builder.close();
      await works.close();
    },
  };
}

function progressOf(step: number, lastStep: number, total: number): Progress {
  return { type: 'progress', done: Math.max(0, Math.min(total, total - (lastStep - step))), total };
}

/** Says how far the preparation of so many steps of runs is. Its pace counts from the first that are done: until then a process was started. */
function createPace(total: number, runs: number): (done: number, ready: number) => SeriesPreparation {
  const timeLeft = createTimeLeft(() => performance.now());
  return (done, ready) => {
    const secondsLeft = done > 0 ? timeLeft({ done, total }) : null;
    return { type: 'progress', done, total, ready, runs, secondsLeft };
  };
}
