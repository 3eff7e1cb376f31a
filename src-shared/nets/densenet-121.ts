import { type LayerList, layerList } from './builders/layer-list.ts';
import { classify, convNorm, EVOLUTION, linearConv, NORM, pool } from './builders/parts.ts';
import type { NetSpec } from './net-spec.ts';

/** Layers of each dense block (table 1 of the paper). */
const BLOCKS = [6, 12, 24, 16] as const;
/** Channels that a layer adds. */
const GROWTH = 32;
const STEM = 64;

/** DenseNet-121 with growth rate 32: 7,978,856 trainable parameters with 1000 classes. Padding is Keras'. */
export const densenet121: NetSpec = {
  name: 'densenet-121',
  title: 'DenseNet-121',
  description:
    'Every layer of a block reads all layers before it: few parameters, because nothing has to be learned twice, and ' +
    'much memory for what is kept.',
  input: [224, 224, 3],
  source: {
    paper: 'Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional Networks, CVPR 2017',
    url: 'https://arxiv.org/abs/1608.06993',
    slide: EVOLUTION,
  },
  layers: (classes) => {
    const list = layerList();
    convNorm(list, undefined, linearConv(STEM, 7, 2), 'relu');
    let value = list.add(pool('max-pool', 3, 2, 'same'));
    let channels = STEM;
    for (const [index, layers] of BLOCKS.entries()) {
      for (let layer = 0; layer < layers; layer++) value = grow(list, value);
      channels += layers * GROWTH;
      if (index === BLOCKS.length - 1) break;
      channels /= 2;
      value = shrink(list, value, channels);
    }
    list.add({ ...NORM, activation: 'relu' }, value);
    classify(list, classes);
    return list.layers;
  },
};

/** Normalisation before each convolution; what comes out goes behind what came in. */
function grow(list: LayerList, input: string): string {
  list.add({ ...NORM, activation: 'relu' }, input);
  convNorm(list, undefined, linearConv(4 * GROWTH, 1), 'relu');
  const added = list.add(linearConv(GROWTH, 3));
  return list.add({ type: 'concatenate', axis: -1 }, input, added);
}

/** Half the channels, half the height and width. */
function shrink(list: LayerList, input: string, channels: number): string {
  list.add({ ...NORM, activation: 'relu' }, input);
  list.add(linearConv(channels, 1));
  return list.add(pool('average-pool', 2, 2));
}
