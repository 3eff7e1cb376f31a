import { setImmediate as turn } from 'node:timers/promises';
import { messageOf } from '../../src-shared/errors.ts';
import type { EpochFigures } from '../../src-shared/figures.ts';
import {
  EPOCH_COLUMNS,
  makeRunNumbers,
  type RunAnswer,
  writeSeriesAnswer,
} from '../../src-shared/series/series-answer.ts';
import type { SeriesRequest } from '../../src-shared/series/series-request.ts';
import { DamagedLevel } from '../series/level-file.ts';
import type { SeriesManifest } from '../series/manifest.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import type { RunFiles } from './run-files.ts';
import { copyRows, readStretch } from './series-rows.ts';
import { createSeriesUpkeep, type SeriesUpkeep } from './series-upkeep.ts';

/** The series of runs as charts ask for them. */
export interface Series extends Pick<SeriesUpkeep, 'prepare' | 'close'> {
  /** An answer as `readSeriesAnswer` reads it. Never waits long: what is not there by then is said to be `pending` or `unprepared`. */
  read(request: SeriesRequest): Promise<Uint8Array<ArrayBuffer>>;
}

interface SeriesParts {
  folder: string;
  store: Store;
  files: RunFiles;
  fork: Fork | undefined;
}

type Range = SeriesRequest['runs'][number];

interface Answered {
  readonly answer: RunAnswer;
  readonly numbers: Uint8Array<ArrayBuffer> | null;
}

export function createSeries(parts: SeriesParts): Series {
  const { store } = parts;
  const upkeep = createSeriesUpkeep(parts);

  /** The manifest of a run's series, or what is to be answered without one. */
  async function find({ id }: Range): Promise<SeriesManifest | RunAnswer> {
    const last = store.metrics.lastPoint(id);
    if (last === null) return { state: 'empty', id };
    try {
      const current = await upkeep.current(id, last);
      return typeof current === 'string' ? { state: current, id } : current;
    } catch (error) {
      return { state: 'failed', id, message: messageOf(error) };
    }
  }

  async function answerRun(
    range: Range,
    request: SeriesRequest,
    manifest: SeriesManifest,
  ): Promise<Answered> {
    try {
      return readRun(range, request, manifest);
    } catch (error) {
      if (!(error instanceof DamagedLevel)) {
        return { answer: { state: 'failed', id: range.id, message: messageOf(error) }, numbers: null };
      }
      await upkeep.discard(range.id);
      return { answer: { state: 'pending', id: range.id }, numbers: null };
    }
  }

  function readRun({ id, ...stretch }: Range, request: SeriesRequest, manifest: SeriesManifest): Answered {
    const parts = readStretch(upkeep.folder(id), manifest, stretch, request);
    const epochs = request.epochs ? store.metrics.epochs(id) : [];
    const { points, firstStep, lastStep, wallMs } = manifest;
    const counts = { rows: parts.reduce((sum, { rows }) => sum + rows.count, 0), epochs: epochs.length };
    const { bytes, rows, epochs: figures } = makeRunNumbers(counts, request);
    copyRows(parts, rows);
    for (const [index, epoch] of epochs.entries())
      figures.set(figuresOf(epoch), index * EPOCH_COLUMNS.length);
    return { answer: { state: 'ready', id, ...counts, points, firstStep, lastStep, wallMs }, numbers: bytes };
  }

  return {
    async read(request) {
      const found = await Promise.all(request.runs.map(find));
      const answered: Answered[] = [];
      for (const [index, range] of request.runs.entries()) {
        const one = found[index];
        if (one === undefined) continue;
        answered.push('state' in one ? { answer: one, numbers: null } : await answerRun(range, request, one));
        // Others are served between two runs: reading fifty takes a while.
        await turn();
      }
      return writeSeriesAnswer(
        request,
        answered.map(({ answer }) => answer),
        answered.flatMap(({ numbers }) => numbers ?? []),
      );
    },
    prepare: upkeep.prepare,
    close: upkeep.close,
  };
}

/** In the order of `EPOCH_COLUMNS`. */
function figuresOf({ epoch, step, train, val }: EpochFigures): number[] {
  const none = Number.NaN;
  return [epoch, step, train.loss, train.top1, val?.loss ?? none, val?.top1 ?? none, val?.top5 ?? none];
}
