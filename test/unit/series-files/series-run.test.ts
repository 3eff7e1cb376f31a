import { expect, it } from 'vitest';
import { addPoint, type SeriesByTag } from '../../../src-main/services/series-files/point-series.ts';
import { toSeriesRun } from '../../../src-main/services/series-files/series-run.ts';
import { meaningOf } from '../../../src-main/services/series-files/tag-meaning.ts';

function seriesOf(points: Record<string, readonly (readonly [step: number, value: number])[]>): SeriesByTag {
  const series: SeriesByTag = new Map();
  for (const [tag, of] of Object.entries(points)) {
    for (const [step, value] of of) addPoint(series, tag, { step, value, atMs: 1e12 + step * 1000 });
  }
  return series;
}

it.each([
  ['train/loss', 'loss', 'train', false],
  ['Loss/train', 'loss', 'train', false],
  ['training_loss', 'loss', 'train', false],
  ['train/epoch_loss', 'loss', 'train', true],
  ['validation/epoch_sparse_categorical_accuracy', 'top1', 'val', true],
  ['validation/evaluation_loss_vs_iterations', 'loss', 'val', false],
  ['epoch_val_accuracy', 'top1', 'val', true],
  ['valAcc', 'top1', 'val', false],
  ['val/acc@5', 'top5', 'val', false],
  ['train/lr', 'learningRate', 'train', false],
  ['epoch/val_top5', 'top5', 'val', true],
  ['epoch/images_per_second', 'imagesPerSecond', 'train', true],
] as const)('%s means a figure of ours', (tag, figure, split, isOfEpoch) => {
  expect(meaningOf(tag)).toEqual({ figure, split, isOfEpoch });
});

it.each(['box_loss', 'grad_norm', 'discriminator/loss', 'weights/conv1', '', '///', 'loss_scale'])(
  '%s means nothing of ours',
  (tag) => expect(meaningOf(tag)).toBeNull(),
);

it('makes steps of what was written at steps, and epochs of validation; what is not known is no number', () => {
  const run = toSeriesRun(
    seriesOf({
      'train/loss': [
        [0, 2],
        [1, 1.5],
        [2, 1],
      ],
      'train/lr': [
        [0, 0.1],
        [2, 0.05],
      ],
      'val/accuracy': [[2, 0.5]],
      box_loss: [[0, 1]],
    }),
  );
  expect(run?.steps).toEqual([
    { step: 1, loss: 2, top1: Number.NaN, learningRate: 0.1, stepMs: 0, dataWaitMs: Number.NaN },
    { step: 2, loss: 1.5, top1: Number.NaN, learningRate: Number.NaN, stepMs: 1000, dataWaitMs: Number.NaN },
    { step: 3, loss: 1, top1: Number.NaN, learningRate: 0.05, stepMs: 1000, dataWaitMs: Number.NaN },
  ]);
  expect(run?.epochs).toMatchObject([
    { epoch: 1, step: 2, valTop1: 0.5, valLoss: Number.NaN, trainLoss: Number.NaN },
  ]);
  expect(run).toMatchObject({ startedAtMs: 1e12, durationMs: 2000 });
  expect(run?.notes).toEqual([
    'Left out, because no figure here means the same: box_loss.',
    'Its steps count from 0; here they count from 1.',
  ]);
});

it('spreads epochs that were written by their numbers over the steps', () => {
  const run = toSeriesRun(
    seriesOf({
      'train/batch_loss': Array.from({ length: 100 }, (_, at) => [at + 1, 1] as const),
      'train/epoch_loss': [
        [0, 2],
        [1, 1],
      ],
      'validation/epoch_loss': [
        [0, 2.5],
        [1, 1.5],
      ],
    }),
  );
  expect(run?.epochs.map(({ epoch, step, trainLoss, valLoss }) => [epoch, step, trainLoss, valLoss])).toEqual(
    [
      [1, 50, 2, 2.5],
      [2, 100, 1, 1.5],
    ],
  );
});

it('takes a step that goes back for a run that went on from there', () => {
  const series = seriesOf({
    loss: [
      [1, 5],
      [2, 4],
      [3, 3],
      [2, 2],
      [3, 1],
    ],
  });
  expect(toSeriesRun(series)?.steps.map(({ step, loss }) => [step, loss])).toEqual([
    [1, 5],
    [2, 2],
    [3, 1],
  ]);
});

it('reads accuracies in per cent as shares, and leaves out what is none', () => {
  const run = toSeriesRun(seriesOf({ loss: [[1, 1]], acc: [[1, 55]], 'val/acc': [[1, 400]] }));
  expect(run?.steps[0]?.top1).toBeCloseTo(0.55);
  expect(run?.epochs).toEqual([]);
  expect(run?.notes[0]).toContain('val/acc');
});

it('makes nothing of names that mean nothing here', () => {
  expect(toSeriesRun(seriesOf({ reward: [[1, 1]] }))).toBeNull();
  expect(toSeriesRun(new Map())).toBeNull();
});
