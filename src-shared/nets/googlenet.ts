import { type LayerList, layerList } from './builders/layer-list.ts';
import { classify, convNorm, EVOLUTION, linearConv, pool } from './builders/parts.ts';
import type { NetSpec } from './net-spec.ts';

/** Filters of an inception module: 1 × 1; 3 × 3 with its reduction before it; the second 3 × 3 with its; the projection behind the pooling. */
type Module = readonly [
  one: number,
  reduce3: number,
  three: number,
  reduce5: number,
  five: number,
  project: number,
];

/** Table 1 of the paper; the pooling stands between the groups. */
const GROUPS: readonly (readonly Module[])[] = [
  [
    [64, 96, 128, 16, 32, 32],
    [128, 128, 192, 32, 96, 64],
  ],
  [
    [192, 96, 208, 16, 48, 64],
    [160, 112, 224, 24, 64, 64],
    [128, 128, 256, 24, 64, 64],
    [112, 144, 288, 32, 64, 64],
    [256, 160, 320, 32, 128, 128],
  ],
  [
    [256, 160, 320, 32, 128, 128],
    [384, 192, 384, 48, 128, 128],
  ],
];

/**
 * GoogLeNet with batch normalisation and without auxiliary heads, as torchvision builds it: 6,624,904 trainable parameters with 1000 classes. It deviates from the
 * paper in that: the branch of 5 × 5 filters has 3 × 3 ones there, and so here. Padding is Keras'.
 */
export const googlenet: NetSpec = {
  name: 'googlenet',
  title: 'GoogLeNet (Inception v1)',
  description:
    'Nine inception modules, each with filters of several sizes side by side, and no large dense layers: a tenth of ' +
    'AlexNet’s parameters. With batch normalisation, so that it trains without its auxiliary heads.',
  input: [224, 224, 3],
  source: {
    paper: 'Szegedy et al.: Going Deeper with Convolutions, CVPR 2015',
    url: 'https://arxiv.org/abs/1409.4842',
    slide: EVOLUTION,
  },
  layers: (classes) => {
    const list = layerList();
    convNorm(list, undefined, linearConv(64, 7, 2), 'relu');
    list.add(pool('max-pool', 3, 2, 'same'));
    convNorm(list, undefined, linearConv(64, 1), 'relu');
    let value = convNorm(list, undefined, linearConv(192, 3), 'relu');
    for (const [index, group] of GROUPS.entries()) {
      value = list.add(pool('max-pool', index === 2 ? 2 : 3, 2, 'same'), value);
      for (const module of group) value = inception(list, value, module);
    }
    classify(list, classes, 0.2);
    return list.layers;
  },
};

function inception(
  list: LayerList,
  input: string,
  [one, reduce3, three, reduce5, five, project]: Module,
): string {
  const narrow = convNorm(list, input, linearConv(one, 1), 'relu');
  const forThree = convNorm(list, input, linearConv(reduce3, 1), 'relu');
  const wide = convNorm(list, forThree, linearConv(three, 3), 'relu');
  const forFive = convNorm(list, input, linearConv(reduce5, 1), 'relu');
  const wider = convNorm(list, forFive, linearConv(five, 3), 'relu');
  const pooled = list.add(pool('max-pool', 3, 1, 'same'), input);
  const projected = convNorm(list, pooled, linearConv(project, 1), 'relu');
  return list.add({ type: 'concatenate', axis: -1 }, narrow, wide, wider, projected);
}
