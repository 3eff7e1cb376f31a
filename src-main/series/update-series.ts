import { mkdir, rm } from 'node:fs/promises';
import { AppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import {
  FIRST_LEVEL,
  foldBuckets,
  foldPoints,
  levelsOf,
  rowsAtLevel,
} from '../../src-shared/series/pyramid.ts';
import {
  BUCKET_BYTES,
  makeRows,
  POINT_BYTES,
  pointValue,
  type Rows,
  STEP_COLUMNS,
} from '../../src-shared/series/row-layout.ts';
import type { MetricsTable, PointRow } from '../store/metrics-table.ts';
import { DamagedLevel, readLevel, writeLevel } from './level-file.ts';
import { levelFile, readManifest, type SeriesManifest, writeManifest } from './manifest.ts';

/** Points that are read from the store at a time; between them, progress is told. */
const CHUNK = 65_536;

const EMPTY: SeriesManifest = { version: 2, points: 0, firstStep: 0, lastStep: 0, wallMs: 0, last: [] };

interface UpdateOptions {
  /** Called after each chunk with the last step that is in. */
  readonly onProgress?: (step: number) => void;
  /** Aborting it ends the work after a chunk; what is in by then is kept. */
  readonly signal?: AbortSignal;
}

/**
 * Brings the series folder of a run up to what the store holds: adds what is new, or makes all of it anew where the points that it knows
 * were taken back or its files do not fit their checksums. Throws what the disk says, and `cancelled`.
 */
export async function updateSeries(
  metrics: MetricsTable,
  runId: RunId,
  folder: string,
  { onProgress, signal }: UpdateOptions = {},
): Promise<SeriesManifest> {
  await mkdir(folder, { recursive: true });
  let manifest = await readManifest(folder);
  if (manifest === null || !continues(metrics, runId, manifest)) manifest = await startAnew(folder);
  for (;;) {
    if (signal?.aborted) throw new AppError('cancelled', 'Preparing the charts was stopped.');
    const points = metrics.pointsAfter(runId, manifest.lastStep, CHUNK);
    if (points.length === 0) return manifest;
    manifest = await append(folder, manifest, points).catch((error) => {
      if (!(error instanceof DamagedLevel)) throw error;
      return startAnew(folder);
    });
    await writeManifest(folder, manifest);
    onProgress?.(manifest.lastStep);
  }
}

/** Whether the point that the series ends with is still the store's. */
export function isSamePoint(a: readonly (number | null)[], b: PointRow | null | undefined): boolean {
  return b != null && a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Whether what the store holds goes on from there. */
export function continues(
  metrics: MetricsTable,
  runId: RunId,
  { points, lastStep, last }: SeriesManifest,
): boolean {
  if (points === 0) return true;
  const [point] = metrics.pointsAfter(runId, lastStep - 1, 1);
  return isSamePoint(last, point);
}

async function startAnew(folder: string): Promise<SeriesManifest> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return EMPTY;
}

/** Adds points behind those that are there, and to every level what they change. */
async function append(
  folder: string,
  before: SeriesManifest,
  points: readonly PointRow[],
): Promise<SeriesManifest> {
  const rows = toRows(points, before.wallMs);
  const total = before.points + rows.count;
  await writeLevel(levelFile(folder, 0), rows, { first: before.points, total: before.points });
  const known = levelsOf(before.points);
  for (const level of levelsOf(total)) {
    // The last bucket may have been partly filled, so it is folded again.
    const first = known.includes(level) ? Math.floor(before.points / 2 ** level) : 0;
    const had = known.includes(level) ? rowsAtLevel(before.points, level) : 0;
    const folded = foldFrom(folder, level, first, total);
    await writeLevel(levelFile(folder, level), folded, { first, total: had });
  }
  const last = points.at(-1) ?? [];
  return {
    version: 2,
    points: total,
    firstStep: before.points > 0 ? before.firstStep : (points[0]?.[0] ?? 0),
    lastStep: last[0] ?? 0,
    wallMs: rows.wholes[(rows.count - 1) * rows.wholeStride + 1] ?? 0,
    last: [...last],
  };
}

/** The rows of a level from number `first` on, folded from the level below it. */
function foldFrom(folder: string, level: number, first: number, points: number): Rows {
  if (level === FIRST_LEVEL) {
    return foldPoints(
      readLevel(levelFile(folder, 0), POINT_BYTES, {
        first: first * 2 ** level,
        end: points,
        total: points,
      }),
    );
  }
  const total = rowsAtLevel(points, level - 1);
  const finer = readLevel(levelFile(folder, level - 1), BUCKET_BYTES, {
    first: first * 2,
    end: total,
    total,
  });
  return foldBuckets(finer, 2 ** (level - 1), points - first * 2 ** level);
}

/** `wallMs` is the training time before the first of them. */
function toRows(points: readonly PointRow[], wallMs: number): Rows {
  const rows = makeRows(points.length, POINT_BYTES);
  let wall = wallMs;
  for (const [row, [step, ...values]] of points.entries()) {
    wall += values[STEP_COLUMNS.indexOf('stepMs')] ?? 0;
    rows.wholes[row * rows.wholeStride] = step;
    rows.wholes[row * rows.wholeStride + 1] = wall;
    for (let column = 0; column < STEP_COLUMNS.length; column += 1) {
      rows.values[row * rows.valueStride + pointValue(column)] = values[column] ?? Number.NaN;
    }
  }
  return rows;
}
