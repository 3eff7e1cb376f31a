import { alexnet, alexnetLayers } from './alexnet.ts';
import type { UnnamedLayer } from './layer-spec.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

/**
 * AlexNet with batch normalisation between each convolution and its ReLU: not the deck's network, and named as such.
 * It leaves the starting plateau within two epochs of a thousand pictures, where the deck's needs many.
 */
export const alexnetBn: NetSpec = {
  name: 'alexnet-bn',
  title: "AlexNet with batch normalisation (not the deck's)",
  description:
    'The network of the deck with batch normalisation after each of its five convolutions. It learns from few ' +
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

/**
 * Puts batch normalisation between each convolution and its activation. Here is decided what is normalised: the
 * convolutions only; the dense layers keep their bias and dropout. Beta takes the place of a convolution's bias. The
 * momentum is lower than Keras' 0.99, which would need hundreds of steps to follow the batches, more than a short
 * training on a small data set has.
 */
export function batchNormalised(layers: readonly UnnamedLayer[]): UnnamedLayer[] {
  return layers.flatMap((layer): UnnamedLayer[] => {
    if (layer.type !== 'conv') {
      return [layer];
    }
    const { activation, ...linear } = layer;
    return [
      { ...linear, bias: false },
      { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9, activation },
    ];
  });
}
