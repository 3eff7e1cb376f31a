import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classProbabilities } from '../../../src-main/engine/evaluate.ts';
import type { ExportSource } from '../../../src-main/engine/export/export-format.ts';
import { onnxFormat } from '../../../src-main/engine/export/onnx/onnx-format.ts';
import { permute } from '../../../src-main/engine/export/permute.ts';
import { preprocess } from '../../../src-main/engine/export/preprocess.ts';
import { prove } from '../../../src-main/engine/export/prove.ts';
import { compiledSession } from '../../../src-main/engine/graph/compiled-session.ts';
import type { NetSession } from '../../../src-main/engine/net-session.ts';
import { RECORD } from '../../../src-main/engine/protocol.ts';
import { initialise } from '../../../src-main/engine/train/initialise.ts';
import type { ExportOptions, ExportProof } from '../../../src-shared/export-formats.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { NETS, netSpec } from '../../../src-shared/nets/nets.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { PLAIN_TRAINING } from '../../../src-shared/recipe.ts';
import { drawnSource, engineOf } from '../../helpers/drawn-source.ts';
import { noiseBatch, STATISTICS, temporaryFolder, testTensorFlow } from '../../helpers/engine-parts.ts';
import { everyLayer } from '../../helpers/every-layer.ts';
import { withNarrowEnd } from '../../helpers/narrow-end.ts';
import { type PythonPeer, startPythonPeer } from '../../helpers/python-peer.ts';
import { smallNet } from '../../helpers/small-net.ts';

/** Writes what `source` reads and proves it against the engine with the weights of `truth`. */
async function proofOf(source: ExportSource, truth: ExportSource, pictures = 4): Promise<ExportProof> {
  const path = join(temporaryFolder(), 'model.onnx');
  await onnxFormat.write(source, path);
  const { records } = noiseBatch(pictures, 2, source.net.input);
  return await prove(
    { of: 'noise', records },
    await engineOf(truth),
    onnxFormat,
    source,
    path,
    async () => {},
  );
}

describe('an ONNX file, loaded again by onnxruntime-web', () => {
  test.each<[string, ExportOptions]>([
    ['takes pictures', { float16: false, preprocessing: 'inside' }],
    ['takes normalised pixels', { float16: false, preprocessing: 'outside' }],
    ['takes pictures in half precision', { float16: true, preprocessing: 'inside' }],
    ['takes normalised pixels in half precision', { float16: true, preprocessing: 'outside' }],
  ])('of every layer %s and gives what the engine gives', async (_, options) => {
    const source = { ...drawnSource(everyLayer(5)), options };
    const { largestDifference, pictures } = await proofOf(source, source, 12);
    expect(pictures).toBe(12);
    expect(largestDifference).toBeLessThan(options.float16 ? 1e-2 : 1e-5);
  });

  test.each([
    ['batch normalisation of tokens', { type: 'reshape', shape: [49, 4] }],
    ['batch normalisation of windows', { type: 'reshape', shape: [7, 7, 2, 2] }],
  ] as const)('has %s', async (_, reshape) => {
    const norm = { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9 } as const;
    const source = drawnSource(smallNet(3, [reshape, norm]));
    expect((await proofOf(source, source)).largestDifference).toBeLessThan(1e-5);
  });

  test.each([
    ['the largest of each channel', [{ type: 'global-pool', mode: 'max', keepDims: true }]],
    ['softmax over channels', [{ type: 'activation', activation: 'softmax' }]],
    [
      'softmax behind a flattened map',
      [
        { type: 'flatten' },
        { type: 'activation', activation: 'softmax' },
        { type: 'reshape', shape: [7, 28] },
      ],
    ],
    [
      'the mean of tokens',
      [
        { type: 'reshape', shape: [49, 4] },
        { type: 'global-pool', mode: 'average', keepDims: true },
      ],
    ],
    ['a dense layer over a map', [{ type: 'dense', units: 6, activation: 'gelu', bias: false }]],
  ] as const)('has %s', async (_, layers) => {
    const source = drawnSource(smallNet(3, layers));
    expect((await proofOf(source, source)).largestDifference).toBeLessThan(1e-5);
  });

  test.each([
    ['rows and columns of a kernel exchanged', 'conv2d/kernel', [1, 0, 2, 3]],
    ['a dense kernel whose rows go by channels first', 'dense/kernel', [2, 0, 1, 3]],
  ])('with %s is not proven', async (_, wrong, order) => {
    const net = smallNet(4);
    const truth = drawnSource(net);
    const shape = wrong === 'dense/kernel' ? [7, 7, 4, 4] : [5, 5, 3, 4];
    const source = {
      ...truth,
      read: async (name: string) => {
        const values = await truth.read(name);
        return name === wrong ? permute(values, shape, order) : values;
      },
    };
    await expect(proofOf(source, truth)).rejects.toMatchObject({
      code: 'not-proven',
      message: expect.stringMatching(/differ by up to 0\.\d+, and 0\.001 is allowed/),
    });
  });

  test('with weights that are not numbers is not proven', async () => {
    const truth = drawnSource(smallNet(4));
    const source = { ...truth, read: async (name: string) => (await truth.read(name)).fill(Number.NaN) };
    await expect(proofOf(source, truth)).rejects.toMatchObject({ code: 'not-proven' });
  });
});

describe('an ONNX file in Python', () => {
  let python: PythonPeer;
  beforeAll(() => {
    python = startPythonPeer();
  });
  afterAll(() => python.close());

  test.each(Object.keys(NETS) as (keyof typeof NETS)[])(
    'of %s passes the checker and gives in onnxruntime what the engine gives',
    async (name) => {
      const net = withNarrowEnd(netSpec(name, 5));
      const session = randomNet(net);
      const source = sourceOf(net, session);
      const path = join(temporaryFolder(), `${name}.onnx`);
      await onnxFormat.write(source, path);
      const { records } = noiseBatch(2, 2, net.input);
      const about = { input: net.input, classes: source.labels };
      const expected = classProbabilities(session, records, about, 1);
      session.close();
      expect((await stat(path)).size).toBeGreaterThan(4 * weightsOf(net));
      const whole = [2, RECORD.height, RECORD.width, RECORD.channels];
      const found = await python.run('onnx_file', [path], Float32Array.from(records), whole);
      expect(found.length).toBe(expected.length);
      for (const [index, value] of found.entries()) expect(value).toBeCloseTo(expected[index] ?? 0, 4);
    },
  );

  test.each([true, false])('of every layer takes normalised pixels, float16: %s', async (float16) => {
    const net = everyLayer(5);
    const source: ExportSource = { ...drawnSource(net), options: { float16, preprocessing: 'outside' } };
    const path = join(temporaryFolder(), 'model.onnx');
    await onnxFormat.write(source, path);
    const { records } = noiseBatch(4, 2, net.input);
    const session = await engineOf(source);
    const expected = classProbabilities(session, records, { input: net.input, classes: source.labels }, 1);
    session.close();
    const found = await python.run('onnx_file', [path], preprocess(records, source), [4, ...net.input]);
    for (const [index, value] of found.entries())
      expect(value).toBeCloseTo(expected[index] ?? 0, float16 ? 2 : 4);
  });
});

/** A network with weights that TensorFlow has drawn: the large ones have too many for us. */
function randomNet(net: BuiltNet): NetSession {
  const settings = { ...PLAIN_TRAINING, precision: 'float32', dropout: false, seed: 1 } as const;
  const session = compiledSession(testTensorFlow().binding, net, settings);
  const pictures = noiseBatch(2, 2, net.input);
  initialise(session, net, 'he', STATISTICS, pictures);
  // Probabilities of 0 and 1 alone would show no difference.
  const logits = session.logits(pictures);
  const largest = logits.reduce((most, logit) => Math.max(most, Math.abs(logit)), 0);
  session.rescale(`${net.layers.at(-1)?.name}/kernel`, 3 / largest);
  return session;
}

function sourceOf(net: BuiltNet, session: NetSession): ExportSource {
  const names = netVariables(net).map(({ name }) => name);
  const values = new Map(session.readAll(names).map((data, index) => [names[index], data]));
  return {
    net,
    labels: Array.from({ length: net.classes }, (_, index) => `class ${index}`),
    options: { float16: false, preprocessing: 'inside' },
    input: STATISTICS,
    read: async (variable) => values.get(variable) ?? session.read(variable),
  };
}

function weightsOf(net: BuiltNet): number {
  return netVariables(net).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}
