import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerAsk } from '../../../src-main/engine/inspect/answer-ask.ts';
import { fedPixels } from '../../../src-main/engine/inspect/inspect-session.ts';
import type { Working } from '../../../src-main/engine/inspect/working.ts';
import type { Ask } from '../../../src-main/engine/protocol.ts';
import { nameLayers } from '../../../src-shared/nets/name-layers.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { blurredRecords, type InspectedNet, openInspected } from '../../helpers/inspected-net.ts';
import { relativeDistance } from '../../helpers/relative-distance.ts';
import { smallNet } from '../../helpers/small-net.ts';

/** A residual, two branches that are joined, and a layer that nothing but the picture lies before. */
const conv = {
  type: 'conv',
  filters: 6,
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  bias: true,
} as const;
const NET: BuiltNet = {
  ...smallNet(3),
  layers: nameLayers([
    { ...conv, stride: [2, 2], activation: 'relu' },
    { ...conv, activation: 'swish' },
    { type: 'add', inputs: ['conv2d', 'conv2d_1'], activation: 'relu' },
    { ...conv, activation: 'tanh' },
    { type: 'concatenate', inputs: ['add', 'conv2d_2'], axis: -1 },
    { type: 'global-pool', mode: 'average', keepDims: false },
    { type: 'dense', units: 3, activation: 'softmax' },
  ]),
};
const QUIET: Working = { progress: async () => undefined };

let net: InspectedNet;
beforeAll(() => {
  net = openInspected(NET);
});
afterAll(() => net.close());

test('gradients through branches are those of tfjs: of a class, and of a unit that is only in one of them', () => {
  const { tf, session, eager } = net;
  const pixels = session.pixels(blurredRecords(1));
  const zeros = { shape: [1, 3], data: new Float32Array(3) };
  const { traced, refs } = session.layer('conv2d_1');
  const mask = { shape: [1, ...traced.output], data: new Float32Array(16 * 16 * 6) };
  mask.data[777] = 1;
  const oneHot = { shape: [1, 3], data: Float32Array.of(0, 1, 0) };
  const { logitsGradient, pixelsGradient } = session.graph;
  const [ofClass] = session.run({ ...fedPixels(session, pixels), [logitsGradient]: oneHot }, [
    pixelsGradient,
  ]);
  const [ofUnit] = session.run(
    { ...fedPixels(session, pixels), [logitsGradient]: zeros, [refs.start]: mask },
    [pixelsGradient],
  );
  tf.tidy(() => {
    const input = tf.tensor4d(pixels, [1, ...NET.input]);
    const byClass = tf.grad((x) => eager(x).slice([0, 1], [1, 1]).sum())(input);
    expect(relativeDistance(ofClass, byClass.dataSync())).toBeLessThan(1e-4);
    const byUnit = tf.grad((x) => eager(x, 'conv2d_1').reshape([-1]).slice([777], [1]).sum())(input);
    expect(relativeDistance(ofUnit, byUnit.dataSync())).toBeLessThan(1e-4);
  });
});

const ascent = { kind: 'ascend', layer: 'conv2d_2', unit: 2, steps: 24, seed: 1, target: 'middle' } as const;
const ask = (one: Ask) => answerAsk(net.session, one, QUIET);

test('gradient ascent excites the unit more and more, the same way for the same seed', async () => {
  const { figures, tensors } = await ask(ascent);
  expect(figures.after ?? 0).toBeGreaterThan((figures.before ?? 0) + 0.5);
  expect(tensors.picture?.shape).toEqual([32, 32, 3]);
  expect((await ask(ascent)).tensors.picture).toEqual(tensors.picture);
  const channel = await ask({ ...ascent, target: 'channel' });
  expect(channel.figures.after ?? 0).toBeGreaterThan(channel.figures.before ?? 0);
  await expect(ask({ ...ascent, unit: 6 })).rejects.toThrow(/6 units, and no unit 6/);
});

test('activations are those of tfjs for every kind of branch', async () => {
  const { tf, session, eager } = net;
  const record = blurredRecords(1, 3);
  const { tensors } = await ask({ kind: 'activations', record });
  tf.tidy(() => {
    const input = tf.tensor4d(session.pixels(record), [1, ...NET.input]);
    for (const { name } of NET.layers) {
      expect(relativeDistance(tensors[name]?.data, eager(input, name).dataSync()), name).toBeLessThan(1e-4);
    }
  });
});
