import { alexnet, alexnetLayers } from './alexnet.ts';
import type { UnnamedLayer } from './layer-spec.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

/**
 * AlexNet with batch normalisation before each ReLU: not the deck's network, and named as such.
 * It leaves the starting plateau within two epochs of a thousand pictures, where the deck's needs many.
 */
export const alexnetBn: NetSpec = {
  name: 'alexnet-bn',
  title: "AlexNet with batch normalisation (not the deck's)",
  description:
    'The network of the deck with batch normalisation before each of its seven ReLUs. It learns from few ' +
    'pictures within minutes, where the original would still be waiting to start.',
  input: alexnet.input,
  source: {
    paper:
      'Ioffe, Szegedy: Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift, ICML 2015',
    url: 'https://arxiv.org/abs/1502.03167',
    slide: 'Architecture',
  },
  layers: (classes) => nameLayers(batchNormalised(alexnetLayers(classes))),
};

/** The momentum is lower than Keras' 0.99, which would need hundreds of steps to follow the batches: more than a short training on a small data set has. */
const NORM = { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9 } as const;

/**
 * Puts batch normalisation between each convolution or hidden dense layer and its activation; dropout follows the activation as before. Beta takes the
 * place of a convolution's bias.
 */
export function batchNormalised(layers: readonly UnnamedLayer[]): UnnamedLayer[] {
  return layers.flatMap((layer): UnnamedLayer[] => {
    if (layer.type === 'conv') {
      const { activation, ...linear } = layer;
      return [
        { ...linear, bias: false },
        { ...NORM, activation },
      ];
    }
    if (layer.type === 'dense' && layer.activation === 'relu') {
      const { dropout = 0, ...dense } = layer;
      return [
        { ...dense, activation: 'linear' },
        { ...NORM, activation: 'relu' },
        { type: 'dropout', rate: dropout },
      ];
    }
    return [layer];
  });
}
