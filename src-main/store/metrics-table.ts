import type { StepSeries } from '../../src-shared/contract/runs.ts';
import type { EpochFigures, StepPoint } from '../../src-shared/figures.ts';
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
  /** All or nothing. `createMetricsWriter` gathers single points into such batches. */
  appendSteps(runId: RunId, points: readonly StepPoint[]): void;
  appendEpoch(runId: RunId, figures: EpochFigures): void;
  /** Forgets the steps and epochs after this step: what a resumed run will do again. */
  truncateAfter(runId: RunId, step: number): void;
  /** Ascending; where there are more than `maxPoints`, the lowest and the highest loss of each bucket of equal width. */
  stepSeries(runId: RunId, query: SeriesQuery): StepSeries;
  epochs(runId: RunId): EpochFigures[];
}
