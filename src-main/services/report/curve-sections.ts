import type { Run, StepSeries } from '../../../src-shared/contract/runs.ts';
import type { EpochFigures } from '../../../src-shared/figures.ts';
import { heading, type ReportBlock } from './report-blocks.ts';
import { CHART, LINE_COLOURS, type Line, type LineChart, lineChart } from './svg-chart.ts';

/** What was measured of a run. */
export interface Measured {
  run: Run;
  /** Thinned to what a chart can show. */
  steps: StepSeries;
  epochs: readonly EpochFigures[];
}

/** The curves of one run: loss and accuracy, training beside validation, and the learning rate. */
export function curveSections({ steps, epochs }: Measured): ReportBlock[] {
  const pairs = (values: readonly number[]) =>
    steps.step.map((step, at): [number, number] => [step, values[at] ?? Number.NaN]);
  const byEpoch = (value: (one: EpochFigures) => number | undefined) =>
    epochs.map((one): [number, number] => [one.step, value(one) ?? Number.NaN]);
  const loss: Line[] = [
    { name: 'each step', points: pairs(steps.loss), colour: 5 },
    { name: 'training', points: byEpoch(({ train }) => train.loss), colour: 0 },
    { name: 'validation', points: byEpoch(({ val }) => val?.loss), colour: 1 },
  ];
  const accuracy: Line[] = [
    { name: 'training', points: byEpoch(({ train }) => train.top1 * 100), colour: 0 },
    { name: 'validation, top-1', points: byEpoch(({ val }) => (val?.top1 ?? Number.NaN) * 100), colour: 1 },
    {
      name: 'validation, top-5',
      points: byEpoch(({ val }) => (val?.top5 ?? Number.NaN) * 100),
      colour: 2,
      dashed: true,
    },
  ];
  const rate: Line[] = [{ name: 'learning rate', points: pairs(steps.learningRate), colour: 3 }];
  const charts = [
    chart('Cross-entropy by step; lower is better.', {
      xTitle: 'step',
      yTitle: 'Loss',
      lines: loss,
      top: sensibleTop(loss),
    }),
    chart('Share of pictures that were named rightly, by step.', {
      xTitle: 'step',
      yTitle: 'Accuracy, %',
      lines: accuracy,
    }),
    chart('Learning rate by step.', { xTitle: 'step', yTitle: 'Learning rate', lines: rate }),
  ].filter((one) => one !== null);
  return charts.length > 0 ? [heading('Curves'), ...charts] : [];
}

/** Several runs in one chart each. */
export function comparedCurves(measured: readonly Measured[]): ReportBlock[] {
  const lines = (value: (one: EpochFigures) => number | undefined) =>
    measured.map(
      ({ run, epochs }, colour): Line => ({
        name: run.name,
        colour,
        dashed: colour >= LINE_COLOURS.length,
        points: epochs.map((one): [number, number] => [one.epoch, value(one) ?? Number.NaN]),
      }),
    );
  const trainLoss = lines(({ train }) => train.loss);
  const valLoss = lines(({ val }) => val?.loss);
  const top1 = lines(({ val }) => (val?.top1 ?? Number.NaN) * 100);
  const charts = [
    chart('Top-1 accuracy on the validation split by epoch.', {
      xTitle: 'epoch',
      yTitle: 'Validation accuracy, %',
      lines: top1,
    }),
    chart('Cross-entropy on the validation split by epoch.', {
      xTitle: 'epoch',
      yTitle: 'Validation loss',
      lines: valLoss,
      top: sensibleTop(valLoss),
    }),
    chart('Cross-entropy while training, mean of each epoch.', {
      xTitle: 'epoch',
      yTitle: 'Training loss',
      lines: trainLoss,
      top: sensibleTop(trainLoss),
    }),
  ].filter((one) => one !== null);
  return charts.length > 0 ? [heading('Curves'), ...charts] : [];
}

/** Null where there is nothing to draw; lines without a point are left out of the legend. */
function chart(caption: string, about: LineChart): ReportBlock | null {
  const lines = about.lines
    .map((line, at) => ({ colour: at, ...line }))
    .filter(({ points }) => points.some(([, y]) => Number.isFinite(y)));
  // One point is no curve; the table of figures has it.
  const places = new Set(lines.flatMap(({ points }) => points.map(([x]) => x)));
  if (places.size < 2) return null;
  return { kind: 'chart', caption, ...CHART, svg: (colours) => lineChart({ ...about, lines }, colours) };
}

/** A first loss far above all others would flatten everything else. */
function sensibleTop(lines: readonly Line[]): number {
  const values = lines
    .flatMap(({ points }) => points.map(([, y]) => y))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const most = values.at(-1) ?? 1;
  const usual = values[Math.floor(values.length * 0.98)] ?? most;
  return Math.min(most, usual * 1.5);
}
