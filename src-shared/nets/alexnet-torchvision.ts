import { alexnet } from './alexnet.ts';
import { conv, pool } from './builders/parts.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

/**
 * AlexNet as torchvision has it, after Krizhevsky's "One weird trick": one column, fewer filters, dropout before the dense layers. 61,100,840 parameters with
 * 1000 classes. Its input has 227 pixels and no padding, where torchvision pads 224 by 2: the feature maps are of one size, so its weights fit.
 */
export const alexnetTorchvision: NetSpec = {
  name: 'alexnet-torchvision',
  title: 'AlexNet as in torchvision',
  description:
    'The network whose trained weights torchvision publishes: five convolutions of 64 to 384 filters and three dense ' +
    'layers. Start from those weights, and little training is enough.',
  input: alexnet.input,
  source: {
    paper: 'Krizhevsky: One weird trick for parallelizing convolutional neural networks, 2014',
    url: 'https://arxiv.org/abs/1404.5997',
    slide: 'Architecture',
  },
  layers: (classes) =>
    nameLayers([
      conv(64, 11, 4, 'relu', 'valid'),
      pool('max-pool', 3, 2),
      conv(192, 5),
      pool('max-pool', 3, 2),
      conv(384, 3),
      conv(256, 3),
      conv(256, 3),
      pool('max-pool', 3, 2),
      { type: 'flatten' },
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 4096, activation: 'relu', dropout: 0.5 },
      { type: 'dense', units: 4096, activation: 'relu' },
      { type: 'dense', units: classes, activation: 'softmax' },
    ]),
};
