import { conv, EVOLUTION, pool } from './builders/parts.ts';
import type { UnnamedLayer } from './layer-spec.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

/** Convolutions between two poolings, and their filters. */
const STAGES = [
  [2, 64],
  [2, 128],
  [3, 256],
  [3, 512],
  [3, 512],
] as const;

/** VGG-16, configuration D of the paper's table 1. 138,357,544 parameters with 1000 classes. */
export const vgg16: NetSpec = {
  name: 'vgg-16',
  title: 'VGG-16',
  description:
    'Thirteen 3 × 3 convolutions and three dense layers: depth from small filters. The heaviest network here, ' +
    'without normalisation, and slow to train on a processor.',
  input: [224, 224, 3],
  source: {
    paper:
      'Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015',
    url: 'https://arxiv.org/abs/1409.1556',
    slide: EVOLUTION,
  },
  layers: (classes) =>
    nameLayers([
      ...STAGES.flatMap(([count, filters]): UnnamedLayer[] => [
        ...Array.from({ length: count }, () => conv(filters, 3)),
        pool('max-pool', 2, 2),
      ]),
      { type: 'flatten' },
      { type: 'dense', units: 4096, activation: 'relu', dropout: 0.5 },
      { type: 'dense', units: 4096, activation: 'relu', dropout: 0.5 },
      { type: 'dense', units: classes, activation: 'softmax' },
    ]),
};
