import { joinHeads, queriesKeysValues } from '../../src-shared/nets/builders/attention.ts';
import { layerList } from '../../src-shared/nets/builders/layer-list.ts';
import { conv } from '../../src-shared/nets/builders/parts.ts';
import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';

/** A small network with every kind of layer on pictures of 32 × 32: what formats differ in most is in it, uneven padding and attention in shifted windows among them. */
export function everyLayer(classes: number): BuiltNet {
  const list = layerList();
  list.add(conv(4, 5, 2));
  list.add({ type: 'lrn', radius: 1, bias: 2, alpha: 0.1, beta: 0.75 });
  list.add({ type: 'max-pool', size: [3, 3], stride: [2, 2], padding: 'same' });
  list.add({ ...conv(4, 3), groups: 2 });
  list.add({ ...conv(4, 3, 1, 'gelu'), dilation: [2, 1] });
  list.add({
    type: 'depthwise-conv',
    kernel: [2, 2],
    stride: [1, 1],
    padding: 'same',
    multiplier: 2,
    bias: true,
  });
  list.add({ type: 'min-pool', size: [2, 2], stride: [1, 1], padding: 'same' });
  list.add({ type: 'average-pool', size: [2, 2], stride: [1, 1], padding: 'same' });
  const map = list.add({ type: 'batch-norm', epsilon: 1e-3, momentum: 0.9, activation: 'swish' });
  list.add({ type: 'global-pool', mode: 'average', keepDims: true });
  const gate = list.add({ ...conv(8, 1), activation: 'sigmoid' });
  const gated = list.add({ type: 'multiply' }, map, gate);
  const branch = list.add({ type: 'stochastic-depth', rate: 0.2 });
  const sum = list.add({ type: 'add', activation: 'tanh' }, branch, map);
  list.add({ type: 'concatenate', axis: -1 }, gated, sum);
  list.add({ type: 'roll', shifts: [-1, -1], axes: [0, 1] });
  list.add({ type: 'reshape', shape: [4, 2, 4, 2, 16] });
  list.add({ type: 'transpose', permutation: [0, 2, 1, 3, 4] });
  const tokens = [16, 4, 16];
  list.add({ type: 'reshape', shape: tokens });
  const input = list.add({ type: 'layer-norm', epsilon: 1e-5 });
  const [queries, keys, values] = queriesKeysValues(list, input, tokens, 2);
  list.add({ type: 'matmul', transposeB: true, scale: 0.5 }, queries, keys);
  list.add({ type: 'relative-position-bias', window: [2, 2] });
  list.add({ type: 'window-mask', grid: [8, 8], window: [2, 2], shift: [1, 1] });
  const weights = list.add({ type: 'activation', activation: 'softmax' });
  list.add({ type: 'matmul' }, weights, values);
  joinHeads(list, tokens);
  list.add({ type: 'reshape', shape: [64, 16] });
  list.add({ type: 'class-token' });
  list.add({ type: 'learned-add', shape: [65, 16] });
  list.add({ type: 'slice', axis: 0, begin: 0, size: 9 });
  list.add({ type: 'dropout', rate: 0.5 });
  list.add({ type: 'flatten' });
  list.add({ type: 'dense', units: 8, activation: 'relu', dropout: 0.5 });
  list.add({ type: 'dense', units: classes, activation: 'softmax' });
  return {
    name: 'every-layer',
    title: 'Every layer',
    description: 'A small network with every kind of layer.',
    input: [32, 32, 3],
    classes,
    layers: list.layers,
  };
}
