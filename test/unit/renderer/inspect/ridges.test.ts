import { describe, expect, it } from 'vitest';
import { layerEpochs, ridgesOf } from '../../../../src-renderer/screens/inspect/statistics/ridges.ts';

const kernel = (lowest: number | null, highest: number | null, histogram: number[]) => ({
  layer: 'conv2d',
  histogram,
  lowest,
  highest,
  mean: 0,
  deviation: 1,
  zeros: 0,
  updateRatio: null,
});

describe('the distributions of a layer’s weights', () => {
  it('are densities on one scale: wide bins are as low as they are wide', () => {
    const statistics = [
      { epoch: 1, layers: [kernel(-1, 1, [5, 5])] },
      { epoch: 2, layers: [kernel(-2, 2, [5, 5])] },
    ];
    const { ridges, range } = ridgesOf(layerEpochs(statistics, 'conv2d'));
    expect(range).toEqual([-2, 2]);
    expect(ridges).toEqual([
      {
        epoch: 1,
        points: [
          [-0.5, 1],
          [0.5, 1],
        ],
      },
      {
        epoch: 2,
        points: [
          [-1, 0.5],
          [1, 0.5],
        ],
      },
    ]);
  });

  it('leave out epochs whose weights are not numbers, and other layers', () => {
    const statistics = [
      { epoch: 1, layers: [kernel(null, null, [0, 0])] },
      {
        epoch: 2,
        layers: [kernel(0, 1, [1, 3]), { ...kernel(-9, 9, [1]), layer: 'dense' }],
      },
      { epoch: 3, layers: [] },
    ];
    const { ridges } = ridgesOf(layerEpochs(statistics, 'conv2d'));
    expect(ridges.map(({ epoch }) => epoch)).toEqual([2]);
  });
});
