import type { StepColumn } from '../../../../src-shared/series/row-layout.ts';
import type { EpochColumn } from '../../../../src-shared/series/series-answer.ts';
import { formatLearningRate, formatLoss, formatPercent } from '../../../ui/format.ts';

interface Common {
  readonly metric: string;
  readonly title: string;
  readonly format: (value: number) => string;
  /** A share: it never leaves 0 to 1, and no logarithm of it is drawn. */
  readonly isShare: boolean;
}

/** What a chart shows: a figure of every step, or of every epoch. */
export type Metric = Common &
  (
    | { readonly of: 'step'; readonly column: StepColumn }
    | { readonly of: 'epoch'; readonly column: EpochColumn }
  );

const milliseconds = (value: number) => `${Number(value.toPrecision(3))} ms`;
const loss = { format: formatLoss, isShare: false };
const share = { format: (value: number) => formatPercent(value), isShare: true };
const time = { format: milliseconds, isShare: false };

/** Every metric that can be drawn, in the order of the charts. */
export const METRICS: readonly Metric[] = [
  { metric: 'loss', title: 'Training loss', of: 'step', column: 'loss', ...loss },
  { metric: 'val-loss', title: 'Validation loss', of: 'epoch', column: 'valLoss', ...loss },
  { metric: 'top1', title: 'Training accuracy', of: 'step', column: 'top1', ...share },
  { metric: 'val-top1', title: 'Validation accuracy', of: 'epoch', column: 'valTop1', ...share },
  { metric: 'val-top5', title: 'Validation top-5', of: 'epoch', column: 'valTop5', ...share },
  {
    metric: 'learning-rate',
    title: 'Learning rate',
    of: 'step',
    column: 'learningRate',
    format: formatLearningRate,
    isShare: false,
  },
  { metric: 'step-time', title: 'Time a step', of: 'step', column: 'stepMs', ...time },
  { metric: 'data-wait', title: 'Wait for data', of: 'step', column: 'dataWaitMs', ...time },
];
