import { alexnet, alexnetLayers } from './alexnet.ts';
import { alexnetBn, batchNormalised } from './alexnet-bn.ts';
import { nameLayers } from './name-layers.ts';
import type { NetSpec } from './net-spec.ts';

const WIDTH = 1 / 4;

/** A quarter of the filters and hidden units of `alexnet-bn`: for quick tries, not the deck's network. */
export const alexnetSmall: NetSpec = {
  name: 'alexnet-small',
  title: "Small AlexNet with batch normalisation (not the deck's)",
  description:
    'The batch-normalised network with a quarter of the filters and of the hidden units: less than a tenth of the ' +
    'work for each picture. For quick tries; it ends up knowing less than the full one.',
  input: alexnet.input,
  source: alexnetBn.source,
  layers: (classes) => nameLayers(batchNormalised(alexnetLayers(classes, WIDTH))),
};
