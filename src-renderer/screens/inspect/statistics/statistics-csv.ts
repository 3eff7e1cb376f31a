import type { Distribution, EpochStatistics } from '../../../../src-shared/contract/inspect-answers.ts';
import { csv } from '../parts/csv.ts';

const HEADINGS = [
  'epoch',
  'of',
  'layer',
  'lowest',
  'highest',
  'mean',
  'deviation',
  'zeros',
  'histogram',
  'update ratio',
  'spectral norm',
  'dead',
  'saturated',
];

/** All that is known of all layers and epochs, a line each; empty where something is not known or does not apply. */
export function statisticsCsv(statistics: readonly EpochStatistics[]): Blob {
  return csv(
    HEADINGS,
    statistics.flatMap(({ epoch, kernels, gradients, activations }) => [
      ...kernels.map((one) => [
        ...[epoch, 'weights', one.layer, ...cells(one)],
        ...[one.updateRatio ?? '', one.spectralNorm ?? '', '', ''],
      ]),
      ...gradients.map((one) => [epoch, 'gradients', one.layer, ...cells(one), '', '', '', '']),
      ...activations.map((one) => [
        ...[epoch, 'outputs', one.layer, ...cells(one)],
        ...['', '', one.dead, one.saturated ?? ''],
      ]),
    ]),
  );
}

function cells(one: Distribution): (string | number)[] {
  const figures = [one.lowest, one.highest, one.mean, one.deviation].map((figure) => figure ?? '');
  return [...figures, one.zeros, one.histogram.join(' ')];
}
