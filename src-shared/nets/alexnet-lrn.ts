import { alexnet } from './alexnet.ts';
import { conv, pool } from './builders/parts.ts';
import type { UnnamedLayer } from './layer-spec.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

/** The paper's constants (section 3.3): n = 5, k = 2, alpha = 1e-4, beta = 0.75. */
export const LRN: UnnamedLayer = { type: 'lrn', radius: 2, bias: 2, alpha: 1e-4, beta: 0.75 };

/**
 * AlexNet as the paper has it (sections 3.3 and 3.5): local response normalisation after the first two convolutions, and two groups of filters, each on
 * a card of its own, that exchange their channels before the third. 60,965,224 parameters with 1000 classes.
 */
export const alexnetLrn: NetSpec = {
  name: 'alexnet-lrn',
  title: 'AlexNet as in the paper',
  description:
    'The network of the paper: two groups of filters, as on its two graphics cards, and local response ' +
    'normalisation, which the deck leaves out. It is slower than the deck’s and starts as late.',
  input: alexnet.input,
  source: alexnet.source,
  layers: (classes) =>
    nameLayers([
      conv(96, 11, 4, 'relu', 'valid'),
      LRN,
      pool('max-pool', 3, 2),
      { ...conv(256, 5), groups: 2 },
      LRN,
      pool('max-pool', 3, 2),
      conv(384, 3),
      { ...conv(384, 3), groups: 2 },
      { ...conv(256, 3), groups: 2 },
      pool('max-pool', 3, 2),
      { type: 'flatten' },
      { type: 'dense', units: 4096, activation: 'relu', dropout: 0.5 },
      { type: 'dense', units: 4096, activation: 'relu', dropout: 0.5 },
      { type: 'dense', units: classes, activation: 'softmax' },
    ]),
};
