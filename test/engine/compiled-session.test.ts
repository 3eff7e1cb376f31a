import { expect, test } from 'vitest';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import { GraphBuilder } from '../../src-main/engine/graph/graph-builder.ts';
import { openSession } from '../../src-main/engine/graph/session.ts';
import { MOST_VALUES, type SessionSettings, watchedStride } from '../../src-main/engine/net-session.ts';
import { openNet } from '../../src-main/engine/open-net.ts';
import { initialise } from '../../src-main/engine/train/initialise.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { convolutionKernels } from '../../src-shared/nets/variables.ts';
import { random } from '../../src-shared/random.ts';
import { PLAIN_TRAINING } from '../../src-shared/recipe.ts';
import { noiseBatch, STATISTICS, testTensorFlow } from '../helpers/engine-parts.ts';

const NET = netSpec('alexnet-small', 4);
const SETTINGS: SessionSettings = {
  ...PLAIN_TRAINING,
  precision: 'float32',
  dropout: true,
  seed: 7,
};

function trained(settings: SessionSettings, steps: number): { losses: number[]; weights: Float32Array } {
  const session = compiledSession(testTensorFlow().binding, NET, settings);
  initialise(session, NET, 'he', STATISTICS, noiseBatch(2, 4, NET.input));
  const losses = Array.from(
    { length: steps },
    (_, step) => session.trainStep(noiseBatch(4, 4, NET.input, step), 0.001, step + 1).loss,
  );
  const weights = session.read('dense/kernel');
  session.close();
  return { losses, weights };
}

test('two trainings with one seed are the same to the last bit, with dropout', () => {
  const first = trained(SETTINGS, 4);
  const second = trained(SETTINGS, 4);
  expect(second.losses).toEqual(first.losses);
  expect(Buffer.from(second.weights.buffer).equals(Buffer.from(first.weights.buffer))).toBe(true);
});

test('another seed gives another training', () => {
  expect(trained({ ...SETTINGS, seed: 8 }, 1).losses).not.toEqual(trained(SETTINGS, 1).losses);
});

test('dropout changes training and not predictions', () => {
  const { binding } = testTensorFlow();
  const [dropping, keeping] = [true, false].map((dropout) => {
    const session = compiledSession(binding, NET, { ...SETTINGS, dropout });
    initialise(session, NET, 'he', STATISTICS, noiseBatch(2, 4, NET.input));
    const pictures = noiseBatch(2, 4, NET.input, 9);
    const logits = [...session.logits(pictures)];
    const { loss } = session.trainStep(pictures, 0, 1);
    session.close();
    return { logits, loss };
  });
  expect(dropping?.logits).toEqual(keeping?.logits);
  expect(dropping?.loss).not.toBe(keeping?.loss);
});

test('what is written to a variable is read back', () => {
  const session = compiledSession(testTensorFlow().binding, NET, SETTINGS);
  const from = random('values');
  for (const { name, shape } of session.variables) {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => from.normal());
    session.write(name, values);
    expect(session.read(name)).toEqual(values);
  }
  session.close();
});

test.each([1, 3])('kernels that are constants predict what variables do, %i pictures', (count) => {
  const { binding } = testTensorFlow();
  const pictures = noiseBatch(count, 4, NET.input, 5);
  const learning = compiledSession(binding, NET, SETTINGS);
  initialise(learning, NET, 'he', STATISTICS, pictures);
  const kernels = convolutionKernels(NET).map(
    ({ name, shape }) => [name, { shape, values: learning.read(name) }] as const,
  );
  const fixed = compiledSession(binding, NET, SETTINGS, new Map(kernels));
  for (const { name } of learning.variables) fixed.write(name, learning.read(name));
  for (const [name] of kernels) fixed.fill(name, 0);
  const expected = learning.logits(pictures);
  for (const [index, logit] of fixed.logits(pictures).entries()) {
    expect(logit).toBeCloseTo(expected[index] ?? Number.NaN, 4);
  }
  learning.close();
  fixed.close();
});

test.each(['compiled', 'eager'] as const)(
  '%s, of a large variable every so manieth value is read',
  (mode) => {
    const session = openNet(NET, SETTINGS, mode);
    initialise(session, NET, 'he', STATISTICS, noiseBatch(2, 4, NET.input));
    const large = session.variables.filter(({ shape }) => shape.reduce((a, b) => a * b, 1) > MOST_VALUES);
    expect(large).not.toHaveLength(0);
    for (const { name } of [...large, ...session.variables.slice(0, 2)]) {
      const all = session.read(name);
      const stride = watchedStride(all.length);
      const [some] = session.readSome([name]);
      expect(some).toEqual(all.filter((_, index) => index % stride === 0));
      expect(some?.length).toBeLessThanOrEqual(MOST_VALUES);
    }
    session.close();
  },
);

test('training in bfloat16 stays close to float32', () => {
  const half = trained({ ...SETTINGS, precision: 'bfloat16', dropout: false }, 2).losses;
  const full = trained({ ...SETTINGS, dropout: false }, 2).losses;
  for (const [index, loss] of full.entries())
    expect(Math.abs((half[index] ?? 0) - loss) / loss).toBeLessThan(0.05);
});

test('nothing is left in TensorFlow after a session is closed', () => {
  const { binding } = testTensorFlow();
  const before = { tensors: binding.getNumOfTensors(), sessions: binding.getNumOfSavedModels() };
  trained(SETTINGS, 2);
  expect({ tensors: binding.getNumOfTensors(), sessions: binding.getNumOfSavedModels() }).toEqual(before);
});

test('a graph that TensorFlow rejects names the layer', () => {
  const graph = new GraphBuilder();
  graph.add('Relu', 'train/conv2d_7/relu', [graph.ints('whole_numbers', [1])], { T: { type: 99 } });
  expect(() => openSession(testTensorFlow().binding, graph.nodes, ['conv2d_7'])).toThrow(
    /did not accept the network's graph in layer conv2d_7: /,
  );
});

test('two nodes of one name are refused', () => {
  const graph = new GraphBuilder();
  graph.floats('a', [1]);
  expect(() => graph.floats('a', [2])).toThrow(/a already/);
});
