import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { messageOf } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import {
  EPOCH_COLUMNS,
  makeRunNumbers,
  type RunAnswer,
  writeSeriesAnswer,
} from '../../src-shared/series/series-answer.ts';
import type { SeriesRequest } from '../../src-shared/series/series-request.ts';
import { DamagedLevel } from '../series/level-file.ts';
import { readManifest, type SeriesManifest } from '../series/manifest.ts';
import { isSamePoint } from '../series/update-series.ts';
import type { PointRow } from '../store/metrics-table.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import type { RunFiles } from './run-files.ts';
import { createSeriesBuilder } from './series-builder.ts';
import { copyRows, readStretch } from './series-rows.ts';

/** What is new of a run that trains is in the files within this time; where more is missing, the answer says how far it is. */
const PATIENCE_MS = 250;

/** The series of runs as charts ask for them. */
export interface Series {
  /** The parts of an answer as `readSeriesAnswer` reads it. Never waits long: series that have to be made first are answered as `building`. */
  read(request: SeriesRequest): Promise<Uint8Array<ArrayBuffer>[]>;
  close(): Promise<void>;
}

interface SeriesParts {
  folder: string;
  store: Store;
  files: RunFiles;
  fork: Fork | undefined;
}

interface Answered {
  readonly answer: RunAnswer;
  readonly numbers: Uint8Array<ArrayBuffer> | null;
}

export function createSeries({ folder: workspace, store, files, fork }: SeriesParts): Series {
  const builder = createSeriesBuilder(workspace, fork);
  const manifests = new Map<RunId, SeriesManifest>();
  const folderOf = (id: RunId) => join(files.folder(id), 'series');

  /** The manifest of a series that is up to date; null while it is being made. */
  async function bringUpToDate(id: RunId, last: PointRow): Promise<SeriesManifest | null> {
    const known = manifests.get(id) ?? (await readManifest(folderOf(id)));
    if (known && isSamePoint(known.last, last)) {
      manifests.set(id, known);
      return known;
    }
    // While the files are written they cannot be read.
    manifests.delete(id);
    const updating = builder.update(id, folderOf(id));
    // Nobody may be listening when it fails; the next request is told.
    updating.catch(() => {});
    return Promise.race([updating, passed(PATIENCE_MS, null, { ref: false })]);
  }

  async function answerRun(range: SeriesRequest['runs'][number], request: SeriesRequest): Promise<Answered> {
    const { id } = range;
    const last = store.metrics.lastPoint(id);
    if (last === null) return { answer: { state: 'empty', id }, numbers: null };
    const building = (): Answered => ({
      answer: { state: 'building', id, done: builder.reached(id) / last[0] },
      numbers: null,
    });
    try {
      const manifest = await bringUpToDate(id, last);
      return manifest ? await readRun(range, request, manifest) : building();
    } catch (error) {
      if (!(error instanceof DamagedLevel))
        return { answer: { state: 'failed', id, message: messageOf(error) }, numbers: null };
      // Either another request is having it written right now, or it has to be made anew.
      if (manifests.delete(id)) await rm(folderOf(id), { recursive: true, force: true });
      return building();
    }
  }

  async function readRun(
    range: SeriesRequest['runs'][number],
    request: SeriesRequest,
    manifest: SeriesManifest,
  ): Promise<Answered> {
    const parts = await readStretch(folderOf(range.id), manifest, range, request);
    const epochs = request.epochs ? store.metrics.epochs(range.id) : [];
    const { points, firstStep, lastStep, wallMs } = manifest;
    const counts = { rows: parts.reduce((sum, { rows }) => sum + rows.count, 0), epochs: epochs.length };
    const { bytes, rows, epochs: figures } = makeRunNumbers(counts, request.columns);
    copyRows(parts, rows);
    for (const [index, { epoch, step, train, val }] of epochs.entries()) {
      const none = Number.NaN;
      const row = [
        epoch,
        step,
        train.loss,
        train.top1,
        val?.loss ?? none,
        val?.top1 ?? none,
        val?.top5 ?? none,
      ];
      figures.set(row, index * EPOCH_COLUMNS.length);
    }
    const answer: RunAnswer = {
      state: 'ready',
      id: range.id,
      ...counts,
      points,
      firstStep,
      lastStep,
      wallMs,
    };
    return { answer, numbers: bytes };
  }

  return {
    async read(request) {
      const answered = await Promise.all(request.runs.map((range) => answerRun(range, request)));
      return writeSeriesAnswer(
        request.columns,
        answered.map(({ answer }) => answer),
        answered.flatMap(({ numbers }) => numbers ?? []),
      );
    },
    close: () => builder.close(),
  };
}
