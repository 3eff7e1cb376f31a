import { type LayerList, layerList } from './builders/layer-list.ts';
import { classify, convNorm, EVOLUTION, linearConv, pool } from './builders/parts.ts';
import type { UnnamedLayer } from './layer-spec.ts';
import type { NetSpec } from './net-spec.ts';

/** A row of convolutions, one behind the other. */
type Branch = readonly UnnamedLayer[];

const one = (filters: number): UnnamedLayer => linearConv(filters, 1);
const across = (filters: number, size = 7): UnnamedLayer => linearConv(filters, [1, size]);
const down = (filters: number, size = 7): UnnamedLayer => linearConv(filters, [size, 1]);
const shrinking = (filters: number): UnnamedLayer => linearConv(filters, 3, 2, 'valid');
const mean = pool('average-pool', 3, 1, 'same');
const shrinkingPool = pool('max-pool', 3, 2);

/** The modules between stem and end, each a set of branches side by side (figures 5 to 7 and 10 of the paper). The last two fork. */
const MODULES: readonly (readonly Branch[])[] = [
  ...[32, 64, 64].map((pooled) => [
    [one(64)],
    [one(48), linearConv(64, 5)],
    [one(64), linearConv(96, 3), linearConv(96, 3)],
    [mean, one(pooled)],
  ]),
  [[shrinking(384)], [one(64), linearConv(96, 3), shrinking(96)], [shrinkingPool]],
  ...[128, 160, 160, 192].map((width) => [
    [one(192)],
    [one(width), across(width), down(192)],
    [one(width), down(width), across(width), down(width), across(192)],
    [mean, one(192)],
  ]),
  [[one(192), shrinking(320)], [one(192), across(192), down(192), shrinking(192)], [shrinkingPool]],
];

/**
 * Inception-v3 without its auxiliary head: 23,834,568 trainable parameters with 1000 classes, as torchvision counts them. The input has 227 pixels and not 299,
 * because records have 256; no parameter depends on it.
 */
export const inceptionV3: NetSpec = {
  name: 'inception-v3',
  title: 'Inception-v3',
  description:
    'Inception modules whose large filters are split into rows and columns: 7 × 7 becomes 1 × 7 and 7 × 1. ' +
    'Normalised throughout, with three times GoogLeNet’s parameters.',
  input: [227, 227, 3],
  source: {
    paper:
      'Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture for Computer Vision, CVPR 2016',
    url: 'https://arxiv.org/abs/1512.00567',
    slide: EVOLUTION,
  },
  layers: (classes) => {
    const list = layerList();
    const stem: Branch = [
      shrinking(32),
      linearConv(32, 3, 1, 'valid'),
      linearConv(64, 3),
      shrinkingPool,
      linearConv(80, 1),
      linearConv(192, 3, 1, 'valid'),
      shrinkingPool,
    ];
    let value = grow(list, undefined, stem);
    for (const branches of MODULES) {
      const ends = branches.map((branch) => grow(list, value, branch));
      value = list.add({ type: 'concatenate', axis: -1 }, ...ends);
    }
    for (let module = 0; module < 2; module++) value = forked(list, value);
    classify(list, classes, 0.5);
    return list.layers;
  },
};

/** Adds a branch, each convolution with normalisation and ReLU, and gives the name of its end. */
function grow(list: LayerList, input: string | undefined, branch: Branch): string {
  let value = input;
  for (const layer of branch) {
    value =
      layer.type === 'conv'
        ? convNorm(list, value, layer, 'relu')
        : list.add(layer, ...(value ? [value] : []));
  }
  return value ?? '';
}

/** The widest module: two of its branches end in a row and a column of filters side by side (figure 7 of the paper). */
function forked(list: LayerList, input: string): string {
  const fork = (branch: Branch): string[] => {
    const stem = grow(list, input, branch);
    return [grow(list, stem, [across(384, 3)]), grow(list, stem, [down(384, 3)])];
  };
  const ends = [
    grow(list, input, [one(320)]),
    ...fork([one(384)]),
    ...fork([one(448), linearConv(384, 3)]),
    grow(list, input, [mean, one(192)]),
  ];
  return list.add({ type: 'concatenate', axis: -1 }, ...ends);
}
