import { LRN } from './alexnet-lrn.ts';
import { conv, EVOLUTION, pool } from './builders/parts.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

/**
 * ZFNet (figure 3 of the paper): AlexNet with a smaller first kernel and stride. 62,357,608 parameters with 1000 classes. The input has 225 pixels
 * and not 224, so that the first feature map has the paper's 110 without uneven padding; contrast normalisation is AlexNet's.
 */
export const zfnet: NetSpec = {
  name: 'zfnet',
  title: 'ZFNet',
  description:
    'AlexNet after a look inside: 7 × 7 filters with stride 2 instead of 11 × 11 with stride 4, because pictures of ' +
    'the first layers showed dead filters and aliasing. Like AlexNet it needs many pictures.',
  input: [225, 225, 3],
  source: {
    paper: 'Zeiler, Fergus: Visualizing and Understanding Convolutional Networks, ECCV 2014',
    url: 'https://arxiv.org/abs/1311.2901',
    slide: EVOLUTION,
  },
  layers: (classes) =>
    nameLayers([
      conv(96, 7, 2, 'relu', 'valid'),
      pool('max-pool', 3, 2, 'same'),
      LRN,
      conv(256, 5, 2, 'relu', 'valid'),
      pool('max-pool', 3, 2, 'same'),
      LRN,
      conv(384, 3),
      conv(384, 3),
      conv(256, 3),
      pool('max-pool', 3, 2),
      { type: 'flatten' },
      { type: 'dense', units: 4096, activation: 'relu', dropout: 0.5 },
      { type: 'dense', units: 4096, activation: 'relu', dropout: 0.5 },
      { type: 'dense', units: classes, activation: 'softmax' },
    ]),
};
