import type { Database } from 'better-sqlite3';
import type { BestFigure, RunBests, RunCurve } from '../../src-shared/contract/run-figures.ts';
import { RunId } from '../../src-shared/ids.ts';

/** What lists of runs show of their epochs. */
export interface RunFiguresTable {
  /** Of the runs named, or of all that have a finished epoch. */
  bests(ids?: readonly RunId[]): RunBests[];
  /** The run's accuracy by epoch in at most `2 · stretches` points; null without a finished epoch. */
  curve(id: RunId, stretches: number): RunCurve | null;
}

type Figure = Exclude<keyof RunBests, 'runId'>;

/** Each figure's column, and which way is better. */
const FIGURES: Readonly<Record<Figure, { column: string; best: 'min' | 'max' }>> = {
  trainLoss: { column: 'train_loss', best: 'min' },
  trainTop1: { column: 'train_top1', best: 'max' },
  valLoss: { column: 'val_loss', best: 'min' },
  valTop1: { column: 'val_top1', best: 'max' },
  valTop5: { column: 'val_top5', best: 'max' },
};

interface BestRow extends BestFigure {
  run_id: string;
}

interface AccuracyRow {
  epoch: number;
  train_top1: number | null;
  val_top1: number | null;
}

export function createRunFiguresTable(db: Database): RunFiguresTable {
  // Beside min() or max() a plain column is that of the first row which has the extreme (SQLite, "Bare columns in an aggregate query").
  const select = ({ column, best }: (typeof FIGURES)[Figure], condition: string) =>
    `SELECT run_id, ${best}(${column}) AS value, epoch FROM epoch_metrics
     WHERE ${column} IS NOT NULL ${condition} GROUP BY run_id`;
  const ofSome = 'AND run_id IN (SELECT value FROM json_each(@ids))';
  const queries = Object.entries(FIGURES).map(([figure, about]) => ({
    figure,
    all: db.prepare<[], BestRow>(select(about, '')),
    some: db.prepare<{ ids: string }, BestRow>(select(about, ofSome)),
  }));
  const accuracy = db.prepare<{ id: RunId }, AccuracyRow>(
    'SELECT epoch, train_top1, val_top1 FROM epoch_metrics WHERE run_id = @id ORDER BY epoch',
  );

  return {
    bests(ids) {
      const bests = new Map<string, RunBests>();
      for (const { figure, all, some } of queries) {
        const rows = ids === undefined ? all.all() : some.all({ ids: JSON.stringify(ids) });
        for (const { run_id, value, epoch } of rows) {
          const known = bests.get(run_id) ?? { ...NO_BESTS, runId: RunId.parse(run_id) };
          bests.set(run_id, { ...known, [figure]: { value, epoch } });
        }
      }
      return [...bests.values()];
    },
    curve(id, stretches) {
      const rows = accuracy.all({ id });
      const validated = rows.filter(({ val_top1 }) => val_top1 !== null);
      const split = validated.length > 0 ? 'val' : 'train';
      const points = rows.flatMap(({ epoch, train_top1, val_top1 }) => {
        const top1 = split === 'val' ? val_top1 : train_top1;
        return top1 === null ? [] : [{ epoch, top1 }];
      });
      if (points.length === 0) return null;
      const kept = thinned(points, stretches);
      return {
        runId: id,
        split,
        epoch: kept.map(({ epoch }) => epoch),
        top1: kept.map(({ top1 }) => top1),
      };
    },
  };
}

const NO_BESTS = { trainLoss: null, trainTop1: null, valLoss: null, valTop1: null, valTop5: null };

/** The lowest and the highest of each of so many stretches, in their order; all where there are no more. */
function thinned<Point extends { epoch: number; top1: number }>(points: Point[], stretches: number): Point[] {
  if (points.length <= 2 * stretches) return points;
  return Array.from({ length: stretches }, (_, i) => {
    const [from, to] = [i, i + 1].map((edge) => Math.floor((edge * points.length) / stretches));
    const [low, high] = points
      .slice(from, to)
      .toSorted((a, b) => a.top1 - b.top1)
      .filter((_, place, { length }) => place === 0 || place === length - 1);
    return [low, high].filter((point) => point !== undefined).sort((a, b) => a.epoch - b.epoch);
  }).flat();
}
