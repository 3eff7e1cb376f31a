import type { Database } from 'better-sqlite3';
import type { StepSeries } from '../../src-shared/contract/runs.ts';
import type { EpochFigures, Figures, StepPoint } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';

export interface SeriesQuery {
  /** At most so many points, at least 2. */
  maxPoints: number;
  /** First and last step wanted; default the run's. */
  fromStep?: number | undefined;
  toStep?: number | undefined;
}

/** What training measured. Every point is kept; long series are thinned when they are read. */
export interface MetricsTable {
  /** All or nothing. */
  appendSteps(runId: RunId, points: readonly StepPoint[]): void;
  appendEpoch(runId: RunId, figures: EpochFigures): void;
  /** Forgets the steps and epochs after this step: what a resumed run will do again. */
  truncateAfter(runId: RunId, step: number): void;
  /** Ascending; where there are more than `maxPoints`, the lowest and the highest loss of each bucket of equal width. */
  stepSeries(runId: RunId, query: SeriesQuery): StepSeries;
  /** At most `count` points after this step, ascending, as bare numbers: step, loss, top-1, learning rate, step and wait time (ms). */
  pointsAfter(runId: RunId, step: number, count: number): PointRow[];
  /** The last point; null where there is none. */
  lastPoint(runId: RunId): PointRow | null;
  epochs(runId: RunId): EpochFigures[];
}

/** Step, loss, top-1, learning rate, step time and the part of it that waited for data (ms); null: not known. */
export type PointRow = readonly [number, number, number | null, number | null, number | null, number | null];

interface SeriesRow {
  step: number;
  loss: number;
  top1: number | null;
  learning_rate: number | null;
}

interface EpochRow {
  epoch: number;
  step: number;
  train_loss: number | null;
  train_top1: number | null;
  val_loss: number | null;
  val_top1: number | null;
  val_top5: number | null;
  seconds: number | null;
  images_per_second: number | null;
}

/** The first and the last step of a stretch of a run. */
interface Stretch {
  runId: RunId;
  first: number;
  last: number;
}

export function createMetricsTable(db: Database): MetricsTable {
  const insertStep = db.prepare<StepPoint & { runId: RunId }>(
    `INSERT INTO step_metrics (run_id, step, loss, top1, learning_rate, step_ms, data_wait_ms)
     VALUES (@runId, @step, @loss, @top1, @learningRate, @stepMs, @dataWaitMs)`,
  );
  const insertEpoch = db.prepare(
    `INSERT INTO epoch_metrics
       (run_id, epoch, step, train_loss, train_top1, val_loss, val_top1, val_top5, seconds, images_per_second)
     VALUES (@runId, @epoch, @step, @trainLoss, @trainTop1, @valLoss, @valTop1, @valTop5, @seconds, @imagesPerSecond)`,
  );
  const deleteSteps = db.prepare<{ runId: RunId; step: number }>(
    'DELETE FROM step_metrics WHERE run_id = @runId AND step > @step',
  );
  const deleteEpochs = db.prepare<{ runId: RunId; step: number }>(
    'DELETE FROM epoch_metrics WHERE run_id = @runId AND step > @step',
  );
  // Two look-ups at the ends of the key; one query for both would read every row between them.
  const ends = db.prepare<{ runId: RunId }, { first: number | null; last: number | null }>(
    `SELECT (SELECT min(step) FROM step_metrics WHERE run_id = @runId) AS first,
            (SELECT max(step) FROM step_metrics WHERE run_id = @runId) AS last`,
  );
  const everyStep = db.prepare<Stretch, SeriesRow>(
    `SELECT step, loss, top1, learning_rate FROM step_metrics
     WHERE run_id = @runId AND step BETWEEN @first AND @last ORDER BY step`,
  );
  // Bucket i holds the steps from first + ⌊i·span/buckets⌋ on (JavaScript's numbers arrive as REAL). Beside min() or max() a plain column is that of the row which has the extreme (SQLite, "Bare columns in an aggregate query"); naming the extreme in iif()
  // keeps it from being left out.
  const extremes = db.prepare<Stretch & { span: number; buckets: number }, SeriesRow>(
    `WITH RECURSIVE
       bucket (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM bucket WHERE i + 1 < @buckets),
       bounds (low, high) AS MATERIALIZED (
         SELECT @first + CAST(i * @span / @buckets AS INTEGER), @first + CAST((i + 1) * @span / @buckets AS INTEGER) - 1
         FROM bucket
       ),
       -- Both of a bucket before the next one: its pages are read once.
       pair (low_step, high_step) AS MATERIALIZED (
         SELECT (SELECT iif(min(loss) IS NULL, NULL, step) FROM step_metrics
                 WHERE run_id = @runId AND step BETWEEN low AND high),
                (SELECT iif(max(loss) IS NULL, NULL, step) FROM step_metrics
                 WHERE run_id = @runId AND step BETWEEN low AND high)
         FROM bounds
       ),
       extreme (step) AS (SELECT low_step FROM pair UNION SELECT high_step FROM pair)
     SELECT step, loss, top1, learning_rate FROM extreme JOIN step_metrics USING (step)
     WHERE run_id = @runId ORDER BY step`,
  );
  const point = 'SELECT step, loss, top1, learning_rate, step_ms, data_wait_ms FROM step_metrics';
  const after = db
    .prepare<{ runId: RunId; step: number; count: number }, PointRow>(
      `${point} WHERE run_id = @runId AND step > @step ORDER BY step LIMIT @count`,
    )
    .raw();
  const last = db
    .prepare<{ runId: RunId }, PointRow>(`${point} WHERE run_id = @runId ORDER BY step DESC LIMIT 1`)
    .raw();
  const epochs = db.prepare<{ runId: RunId }, EpochRow>(
    `SELECT epoch, step, train_loss, train_top1, val_loss, val_top1, val_top5, seconds, images_per_second
     FROM epoch_metrics WHERE run_id = @runId ORDER BY epoch`,
  );

  return {
    appendSteps: db.transaction((runId: RunId, points: readonly StepPoint[]) => {
      for (const point of points) insertStep.run({ ...point, runId });
    }),
    appendEpoch(runId, { epoch, step, train, val, seconds, imagesPerSecond }) {
      insertEpoch.run({
        runId,
        epoch,
        step,
        trainLoss: train.loss,
        trainTop1: train.top1,
        valLoss: val?.loss ?? null,
        valTop1: val?.top1 ?? null,
        valTop5: val?.top5 ?? null,
        seconds,
        imagesPerSecond,
      });
    },
    truncateAfter: db.transaction((runId: RunId, step: number) => {
      deleteSteps.run({ runId, step });
      deleteEpochs.run({ runId, step });
    }),
    stepSeries(runId, { maxPoints, fromStep, toStep }) {
      const run = ends.get({ runId });
      const first = Math.max(fromStep ?? 1, run?.first ?? 1);
      const last = Math.min(toStep ?? Infinity, run?.last ?? 0);
      const span = last - first + 1;
      if (span <= maxPoints) return toSeries(everyStep.all({ runId, first, last }));
      // Each bucket gives two points.
      const buckets = Math.max(1, Math.floor(maxPoints / 2));
      return toSeries(extremes.all({ runId, first, last, span, buckets }));
    },
    pointsAfter: (runId, step, count) => after.all({ runId, step, count }),
    lastPoint: (runId) => last.get({ runId }) ?? null,
    epochs: (runId) => epochs.all({ runId }).map(toEpoch),
  };
}

function toSeries(rows: readonly SeriesRow[]): StepSeries {
  return {
    step: rows.map((row) => row.step),
    loss: rows.map((row) => row.loss),
    top1: rows.map((row) => known(row.top1)),
    learningRate: rows.map((row) => known(row.learning_rate)),
  };
}

function toEpoch(row: EpochRow): EpochFigures {
  const { val_loss: loss, val_top1: top1, val_top5: top5 } = row;
  return {
    epoch: row.epoch,
    step: row.step,
    train: { loss: known(row.train_loss), top1: known(row.train_top1) },
    val: figuresOrNull(loss, top1, top5),
    seconds: known(row.seconds),
    imagesPerSecond: known(row.images_per_second),
  };
}

/** Figures of a row; null where it has none of them. */
export function figuresOrNull(loss: number | null, top1: number | null, top5: number | null): Figures | null {
  const isThere = loss !== null || top1 !== null || top5 !== null;
  return isThere ? { loss: known(loss), top1: known(top1), top5: known(top5) } : null;
}

/** What other programs did not write is no number. */
export function known(figure: number | null): number {
  return figure ?? Number.NaN;
}
