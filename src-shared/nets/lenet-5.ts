import { conv, EVOLUTION, pool } from './builders/parts.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

/**
 * LeNet-5 for colour pictures. 62,006 parameters with 10 classes; 61,706, as it is usually counted, with one channel. Unlike the paper's, every filter of the
 * second convolution sees every channel, pooling is the plain mean without a weight of its own, and it ends in a softmax instead of radial basis functions.
 */
export const lenet5: NetSpec = {
  name: 'lenet-5',
  title: 'LeNet-5',
  description:
    'The first of its kind, for handwritten digits: two convolutions, average pooling and three dense layers with ' +
    'tanh. It sees each picture as 32 × 32 pixels, so it trains within seconds and knows little.',
  input: [32, 32, 3],
  source: {
    paper:
      'LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE 1998',
    url: 'https://doi.org/10.1109/5.726791',
    slide: EVOLUTION,
  },
  layers: (classes) =>
    nameLayers([
      conv(6, 5, 1, 'tanh', 'valid'),
      pool('average-pool', 2, 2),
      conv(16, 5, 1, 'tanh', 'valid'),
      pool('average-pool', 2, 2),
      { type: 'flatten' },
      { type: 'dense', units: 120, activation: 'tanh' },
      { type: 'dense', units: 84, activation: 'tanh' },
      { type: 'dense', units: classes, activation: 'softmax' },
    ]),
};
