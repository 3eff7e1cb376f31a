import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classProbabilities } from '../../../src-main/engine/evaluate.ts';
import { cropsOf } from '../../../src-main/engine/export/about-model.ts';
import { FORMATS } from '../../../src-main/engine/export/formats.ts';
import { prove } from '../../../src-main/engine/export/prove.ts';
import { CustomNet } from '../../../src-shared/nets/custom-net.ts';
import { kerasConfig } from '../../../src-shared/nets/keras/keras-config.ts';
import { kerasLayers } from '../../../src-shared/nets/keras/keras-layers.ts';
import { weightGroups } from '../../../src-shared/nets/keras/keras-order.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { drawnSource, engineOf } from '../../helpers/drawn-source.ts';
import { noiseBatch, temporaryFolder } from '../../helpers/engine-parts.ts';
import { everyLayer } from '../../helpers/every-layer.ts';
import { hasTorch, type PythonPeer, startPythonPeer } from '../../helpers/python-peer.ts';
import { SAME_CONV } from '../../helpers/same-conv.ts';
import { smallNet } from '../../helpers/small-net.ts';

const NORMALISATION = { mean: [120, 110, 100], deviation: [70, 75, 80] };

/** Branches, and names that mean something in Python, in PyTorch's modules or in the files themselves. */
const HOSTILE_NAMES = CustomNet.parse({
  name: 'Мой "net" """ 網 \\ {x}',
  input: [40, 52, 3],
  layers: [
    { ...SAME_CONV, name: 'class', filters: 8, stride: [2, 2], activation: 'relu' },
    { ...SAME_CONV, name: 'forward', filters: 8, activation: 'tanh' },
    {
      type: 'depthwise-conv',
      name: 'mean',
      kernel: [3, 3],
      stride: [1, 1],
      padding: 'same',
      multiplier: 2,
      bias: false,
      inputs: ['class'],
    },
    { type: 'batch-norm', name: 'deviation', epsilon: 1e-3, momentum: 0.9, activation: 'relu' },
    { ...SAME_CONV, name: 'x', filters: 8, kernel: [1, 1], bias: false },
    { type: 'add', name: 'train', inputs: ['forward', 'x', 'class'], activation: 'relu' },
    { type: 'max-pool', name: 'self', size: [3, 3], stride: [1, 1], padding: 'same', inputs: ['class'] },
    { type: 'concatenate', name: 'parameters', axis: -1, inputs: ['train', 'self', 'x'] },
    { ...SAME_CONV, name: 'eval', filters: 12, groups: 3, stride: [2, 1] },
    { type: 'batch-norm', name: 'bias', epsilon: 1e-3, momentum: 0.9 },
    { type: 'flatten', name: 'torch' },
    { type: 'dense', name: 'probabilities', units: 10, activation: 'relu', dropout: 0.5 },
    { type: 'dense', name: 'logits', units: 99, activation: 'softmax' },
  ],
});

const NETS: readonly (readonly [string, BuiltNet])[] = [
  [
    'a small network',
    smallNet(4, [{ type: 'batch-norm', epsilon: 1e-3, momentum: 0.9, activation: 'relu' }]),
  ],
  ['a network with every layer', everyLayer(4)],
  ['a network that somebody made', netSpec(HOSTILE_NAMES, 4)],
];

describe('Keras looks for weights where the program writes them', () => {
  let python: PythonPeer;
  beforeAll(() => {
    python = startPythonPeer();
  });
  afterAll(() => python.close());

  // Those whose branches make the order of layers another one than that of the list.
  test.each(['googlenet', 'resnet-50', 'inception-v3', 'densenet-121', 'efficientnet-b0'] as const)(
    'of %s',
    async (name) => {
      const net = netSpec(name, 4);
      const folder = temporaryFolder();
      const files = [join(folder, 'config.json'), join(folder, 'groups.json')] as const;
      const groups = weightGroups(kerasLayers(net, NORMALISATION));
      writeFileSync(files[0], JSON.stringify(kerasConfig(net, NORMALISATION)));
      writeFileSync(files[1], JSON.stringify(Object.fromEntries(groups)));
      const [wrong, layers] = await python.run('keras_groups', files, new Float32Array(1), [1]);
      expect({ wrong, layers }).toEqual({ wrong: 0, layers: groups.size });
    },
  );
});

describe.each([
  ['saved-model', 'saved_model', 'model', 'tensorflow'],
  ['keras', 'keras_file', 'model.keras', 'tensorflow'],
  ['pytorch', 'pytorch_folder', 'model', 'torch'],
] as const)('an export for %s', (name, command, file, backend) => {
  let python: PythonPeer;
  beforeAll(() => {
    python = startPythonPeer(backend);
  });
  afterAll(() => python.close());

  test.each(NETS)('of %s gives in Python and read back what the engine gives', async (_, net) => {
    const source = drawnSource(net);
    const format = await FORMATS[name]();
    const path = join(temporaryFolder(), file);
    await format.write(source, path);

    const { records } = noiseBatch(4, 2, net.input);
    const session = await engineOf(source);
    const expected = classProbabilities(session, records, { input: net.input, classes: source.labels }, 1);
    const proof = await prove({ of: 'noise', records }, session, format, source, path, async () => {});
    expect(proof.largestDifference).toBeLessThan(1e-5);

    if (backend === 'torch' && !hasTorch) return;
    const found = await python.run(command, [path], cropsOf(records, source), [4, ...net.input]);
    expect(found.length).toBe(expected.length);
    for (const [index, value] of found.entries()) expect(value).toBeCloseTo(expected[index] ?? 0, 3);
  });

  test('whose axes were swapped is not proven', async () => {
    const net = smallNet(4);
    const source = drawnSource(net);
    const format = await FORMATS[name]();
    const path = join(temporaryFolder(), file);
    // As many values, in the order of rows and columns exchanged.
    const swapped = async (variable: string): Promise<Float32Array> => {
      const values = await source.read(variable);
      return variable === 'conv2d/kernel' ? values.toReversed() : values;
    };
    await format.write({ ...source, read: swapped }, path);
    const { records } = noiseBatch(4, 2, net.input);
    const session = await engineOf(source);
    const proof = prove({ of: 'noise', records }, session, format, source, path, async () => {});
    await expect(proof).rejects.toThrow(/other probabilities than the engine/);
    expect(existsSync(path)).toBe(true);
  });
});
