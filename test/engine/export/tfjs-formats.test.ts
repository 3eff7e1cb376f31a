import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExportSource } from '../../../src-main/engine/export/export-format.ts';
import { FORMATS } from '../../../src-main/engine/export/formats.ts';
import { prove } from '../../../src-main/engine/export/prove.ts';
import { layerList } from '../../../src-shared/nets/builders/layer-list.ts';
import { conv } from '../../../src-shared/nets/builders/parts.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { drawnSource, engineOf } from '../../helpers/drawn-source.ts';
import { noiseBatch, temporaryFolder } from '../../helpers/engine-parts.ts';
import { everyLayer } from '../../helpers/every-layer.ts';

/** Every kind of layer that a layers model of TensorFlow.js can have. */
function layersOfTfjs(): BuiltNet {
  const list = layerList();
  list.add(conv(4, 5, 2));
  list.add({ type: 'max-pool', size: [3, 3], stride: [2, 2], padding: 'same' });
  list.add({ ...conv(6, 3, 1, 'gelu'), dilation: [2, 2] });
  list.add({
    type: 'depthwise-conv',
    kernel: [3, 3],
    stride: [1, 1],
    padding: 'same',
    multiplier: 2,
    bias: true,
  });
  list.add({ type: 'min-pool', size: [2, 2], stride: [1, 1], padding: 'same' });
  list.add({ type: 'average-pool', size: [2, 2], stride: [1, 1], padding: 'same' });
  const map = list.add({ type: 'batch-norm', epsilon: 1e-3, momentum: 0.9, activation: 'swish' });
  list.add({ type: 'global-pool', mode: 'average', keepDims: true });
  const gate = list.add({ ...conv(12, 1), activation: 'sigmoid' });
  const gated = list.add({ type: 'multiply' }, map, gate);
  const branch = list.add({ type: 'stochastic-depth', rate: 0.2 });
  const sum = list.add({ type: 'add', activation: 'tanh' }, branch, map);
  list.add({ type: 'concatenate', axis: -1 }, gated, sum);
  list.add({ type: 'reshape', shape: [64, 24] });
  list.add({ type: 'layer-norm', epsilon: 1e-5 });
  list.add({ type: 'dense', units: 6, activation: 'relu', dropout: 0.5 });
  list.add({ type: 'transpose', permutation: [1, 0] });
  list.add({ type: 'flatten' });
  list.add({ type: 'dropout', rate: 0.5 });
  list.add({ type: 'dense', units: 4, activation: 'softmax' });
  return { ...everyLayer(4), layers: list.layers };
}

async function proven(name: 'tfjs' | 'tfjs-graph', net: BuiltNet, change: Partial<ExportSource> = {}) {
  const source = drawnSource(net);
  const format = await FORMATS[name]();
  const path = join(temporaryFolder(), 'model');
  await format.write({ ...source, ...change }, path);
  const { records } = noiseBatch(4, 2, net.input);
  const session = await engineOf(source);
  const proof = await prove({ of: 'noise', records }, session, format, source, path, async () => {});
  return { path, proof };
}

test('a graph model of TensorFlow.js with every layer gives what the engine gives', async () => {
  const { proof } = await proven('tfjs-graph', everyLayer(4));
  expect(proof.largestDifference).toBeLessThan(1e-5);
});

test('a layers model of TensorFlow.js gives what the engine gives', async () => {
  const { proof, path } = await proven('tfjs', layersOfTfjs());
  expect(proof.largestDifference).toBeLessThan(1e-5);
  const json = JSON.parse(readFileSync(join(path, 'model.json'), 'utf8'));
  expect(json.userDefinedMetadata.labels).toEqual(['class 0', 'class 1', 'class 2', 'class 3']);
});

test('weights are cut into files of 4 MB', async () => {
  const { path, proof } = await proven('tfjs', netSpec('alexnet-small', 4));
  expect(proof.largestDifference).toBeLessThan(1e-4);
  const sizes = readdirSync(path)
    .filter((name) => name.endsWith('.bin'))
    .map((name) => statSync(join(path, name)).size);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.filter((size) => size !== 4 * 1024 * 1024)).toHaveLength(1);
});

test('a layers model is refused for a network that it cannot have, naming the layer and the format that can', async () => {
  const refused = proven('tfjs', everyLayer(4));
  await expect(refused).rejects.toThrow(/layer local_response_normalization is a .* Export a graph model/);
  const grouped = {
    ...everyLayer(4),
    layers: netSpec('alexnet-lrn', 4).layers.filter(({ type }) => type !== 'lrn'),
  };
  await expect(proven('tfjs', { ...grouped, input: [227, 227, 3] })).rejects.toThrow(
    /conv2d_1 has groups of filters/,
  );
});

test.each(['tfjs', 'tfjs-graph'] as const)(
  'an export as %s whose axes were swapped is not proven',
  async (name) => {
    const net = layersOfTfjs();
    const { read } = drawnSource(net);
    const swapped = async (variable: string): Promise<Float32Array> => {
      const values = await read(variable);
      return variable === 'conv2d/kernel' ? values.toReversed() : values;
    };
    await expect(proven(name, net, { read: swapped })).rejects.toThrow(/other probabilities than the engine/);
  },
);
