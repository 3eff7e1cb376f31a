import { type LayerList, layerList } from './builders/layer-list.ts';
import { classify, convNorm, EVOLUTION, linearConv, pool } from './builders/parts.ts';
import type { NetSpec } from './net-spec.ts';

/** Blocks of a stage and the width of their 3 × 3 convolution; their output is four times as wide (table 1 of the paper). */
const STAGES = [
  [3, 64],
  [4, 128],
  [6, 256],
  [3, 512],
] as const;

/**
 * ResNet-50: 25,557,032 trainable parameters with 1000 classes. As in torchvision, and unlike the paper, a block shrinks by its 3 × 3 convolution and not its first.
 * Padding is Keras'.
 */
export const resnet50: NetSpec = {
  name: 'resnet-50',
  title: 'ResNet-50',
  description:
    'Fifty layers in sixteen residual blocks: each adds what it computes to what it was given, so that depth does not ' +
    'stop the gradient. Normalised throughout; it learns steadily, and costs four times AlexNet’s work a picture.',
  input: [224, 224, 3],
  source: {
    paper: 'He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, CVPR 2016',
    url: 'https://arxiv.org/abs/1512.03385',
    slide: EVOLUTION,
  },
  layers: (classes) => {
    const list = layerList();
    convNorm(list, undefined, linearConv(64, 7, 2), 'relu');
    let value = list.add(pool('max-pool', 3, 2, 'same'));
    for (const [stage, [blocks, width]] of STAGES.entries()) {
      for (let block = 0; block < blocks; block++) {
        value = bottleneck(list, value, width, stage > 0 && block === 0 ? 2 : 1, block === 0);
      }
    }
    classify(list, classes);
    return list.layers;
  },
};

/** 1 × 1, 3 × 3 and 1 × 1 convolutions beside a shortcut, which is projected where the shape changes (figure 5 of the paper). */
function bottleneck(
  list: LayerList,
  input: string,
  width: number,
  stride: number,
  projects: boolean,
): string {
  const narrow = convNorm(list, input, linearConv(width, 1), 'relu');
  const seen = convNorm(list, narrow, linearConv(width, 3, stride), 'relu');
  const residual = convNorm(list, seen, linearConv(4 * width, 1));
  const shortcut = projects ? convNorm(list, input, linearConv(4 * width, 1, stride)) : input;
  return list.add({ type: 'add', activation: 'relu' }, residual, shortcut);
}
