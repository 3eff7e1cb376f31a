import type { UnnamedLayer } from './layer-spec.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

/**
 * The deck's Keras listing (slide "Architecture"), line by line. `width` scales the number of filters and of hidden
 * units; 1 is the deck's network.
 */
export function alexnetLayers(classes: number, width = 1): UnnamedLayer[] {
  return [
    conv(96 * width, 11, 4, 'valid'),
    pool(),
    conv(256 * width, 5, 1, 'same'),
    pool(),
    conv(384 * width, 3, 1, 'same'),
    conv(384 * width, 3, 1, 'same'),
    conv(256 * width, 3, 1, 'same'),
    pool(),
    { type: 'flatten' },
    { type: 'dense', units: 4096 * width, activation: 'relu', dropout: 0.5 },
    { type: 'dense', units: 4096 * width, activation: 'relu', dropout: 0.5 },
    { type: 'dense', units: classes, activation: 'softmax' },
  ];
}

function conv(filters: number, size: number, step: number, padding: 'valid' | 'same'): UnnamedLayer {
  return {
    type: 'conv',
    filters,
    kernel: [size, size],
    stride: [step, step],
    padding,
    activation: 'relu',
    bias: true,
  };
}

/** 3×3 with stride 2: the overlapping pooling of the paper's section 3.4. */
function pool(): UnnamedLayer {
  return { type: 'max-pool', size: [3, 3], stride: [2, 2], padding: 'valid' };
}

/** The deck's AlexNet: one column, no local response normalisation. 62,378,344 parameters with 1000 classes. */
export const alexnet: NetSpec = {
  name: 'alexnet',
  title: 'AlexNet',
  description:
    'The network of the deck: five convolutions, three overlapping max poolings and three dense layers, with ReLU ' +
    'throughout. It has no normalisation, so it needs patience, or many pictures, before it starts to learn.',
  input: [227, 227, 3],
  source: {
    paper:
      'Krizhevsky, Sutskever, Hinton: ImageNet Classification with Deep Convolutional Neural Networks, NIPS 2012',
    url: 'https://papers.nips.cc/paper/2012/hash/c399862d3b9d6b76c8436e924a68c45b-Abstract.html',
    slide: 'Architecture',
  },
  layers: (classes) => nameLayers(alexnetLayers(classes)),
};
