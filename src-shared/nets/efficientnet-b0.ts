import { type LayerList, layerList } from './builders/layer-list.ts';
import { classify, EVOLUTION, linearConv } from './builders/parts.ts';
import type { HiddenActivation } from './layer-specs/common.ts';
import type { NetSpec } from './net-spec.ts';

/** What the inverted bottlenecks of a stage have in common (table 1 of the paper). */
interface Stage {
  readonly blocks: number;
  readonly channels: number;
  /** How many times wider than its input a block is inside. */
  readonly expand: number;
  readonly size: number;
  /** Of the first block. */
  readonly stride: number;
}

const STAGES: readonly Stage[] = [
  { blocks: 1, channels: 16, expand: 1, size: 3, stride: 1 },
  { blocks: 2, channels: 24, expand: 6, size: 3, stride: 2 },
  { blocks: 2, channels: 40, expand: 6, size: 5, stride: 2 },
  { blocks: 3, channels: 80, expand: 6, size: 3, stride: 2 },
  { blocks: 3, channels: 112, expand: 6, size: 5, stride: 1 },
  { blocks: 4, channels: 192, expand: 6, size: 5, stride: 2 },
  { blocks: 1, channels: 320, expand: 6, size: 3, stride: 1 },
];
const BLOCKS = STAGES.reduce((sum, { blocks }) => sum + blocks, 0);
const STEM = 32;
/** Rate of stochastic depth at the end; it rises from 0 block by block. */
const DROP = 0.2;

/** The paper's code has this epsilon; its momentum of 0.99 would be too slow for short trainings. */
const NORM = { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9 } as const;

/** EfficientNet-B0: 5,288,548 trainable parameters with 1000 classes. */
export const efficientnetB0: NetSpec = {
  name: 'efficientnet-b0',
  title: 'EfficientNet-B0',
  description:
    'Sixteen inverted bottlenecks of depthwise convolutions with squeeze-and-excitation, found by a search for much ' +
    'accuracy from little work: a third of AlexNet’s multiply-adds and a twelfth of its parameters.',
  input: [224, 224, 3],
  source: {
    paper: 'Tan, Le: EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, ICML 2019',
    url: 'https://arxiv.org/abs/1905.11946',
    slide: EVOLUTION,
  },
  layers: (classes) => {
    const list = layerList();
    list.add(linearConv(STEM, 3, 2));
    let value = list.add({ ...NORM, activation: 'swish' });
    let channels = STEM;
    let index = 0;
    for (const stage of STAGES) {
      for (let block = 0; block < stage.blocks; block++) {
        const stride = block === 0 ? stage.stride : 1;
        value = bottleneck(list, value, channels, { ...stage, stride }, (DROP * index) / BLOCKS);
        channels = stage.channels;
        index += 1;
      }
    }
    list.add(linearConv(4 * channels, 1), value);
    list.add({ ...NORM, activation: 'swish' });
    classify(list, classes, DROP);
    return list.layers;
  },
};

function bottleneck(list: LayerList, input: string, channels: number, stage: Stage, rate: number): string {
  const { expand, size, stride } = stage;
  const isResidual = stride === 1 && channels === stage.channels;
  let value = input;
  if (expand > 1) {
    list.add(linearConv(expand * channels, 1), value);
    value = list.add({ ...NORM, activation: 'swish' });
  }
  const window = { kernel: [size, size], stride: [stride, stride], padding: 'same' } as const;
  list.add({ type: 'depthwise-conv', ...window, multiplier: 1, bias: false }, value);
  value = list.add({ ...NORM, activation: 'swish' });
  value = squeezeAndExcite(list, value, channels / 4, expand * channels);
  list.add(linearConv(stage.channels, 1), value);
  value = list.add(NORM);
  if (!isResidual) return value;
  if (rate > 0) value = list.add({ type: 'stochastic-depth', rate });
  return list.add({ type: 'add' }, value, input);
}

/** Weighs each channel by a number between 0 and 1 that is worked out from the means of all (Hu et al. 2018). */
function squeezeAndExcite(list: LayerList, input: string, squeezed: number, channels: number): string {
  const gate = (filters: number, activation: HiddenActivation) =>
    list.add({
      type: 'conv',
      filters,
      kernel: [1, 1],
      stride: [1, 1],
      padding: 'valid',
      activation,
      bias: true,
    });
  list.add({ type: 'global-pool', mode: 'average', keepDims: true }, input);
  gate(squeezed, 'swish');
  return list.add({ type: 'multiply' }, input, gate(channels, 'sigmoid'));
}
