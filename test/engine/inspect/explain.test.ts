import type { Tensor4D } from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain } from '../../../src-main/engine/inspect/explain.ts';
import { cover, PLACES } from '../../../src-main/engine/inspect/occlusion.ts';
import type { Working } from '../../../src-main/engine/inspect/working.ts';
import type { Answer } from '../../../src-main/engine/protocol.ts';
import type { ExplainMethod } from '../../../src-shared/contract/inspect-answers.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { blurredRecords, type InspectedNet, openInspected, SMALL } from '../../helpers/inspected-net.ts';
import { relativeDistance } from '../../helpers/relative-distance.ts';

const CLASS = 2;
const RECORD = blurredRecords(1, 5);
const QUIET: Working = { progress: async () => undefined };

let net: InspectedNet;
beforeAll(() => {
  net = openInspected();
});
afterAll(() => net.close());

const ask = (method: ExplainMethod, layer?: string) =>
  ({ kind: 'explain', method, class: CLASS, record: RECORD, layer }) as const;

function explainBy(method: ExplainMethod): Promise<Answer> {
  return explain(net.session, ask(method), QUIET);
}

/** [1, classes] → the class's probability, by tfjs. */
function probabilityOf(picture: Float32Array): number {
  const { tf, eager } = net;
  return tf.tidy(
    () =>
      eager(tf.tensor4d(picture, [1, ...SMALL.input]))
        .softmax()
        .dataSync()[CLASS] ?? Number.NaN,
  );
}

test('Grad-CAM is the ReLU of the maps, weighed by their mean gradients', async () => {
  const { tf, session, eager } = net;
  // The last layer with maps before the last pooling: split the network there by tfjs' own gradient of the second half.
  const layer = 'batch_normalization_4';
  const { tensors } = await explain(session, ask('grad-cam', layer), QUIET);
  const pixels = session.pixels(RECORD);
  tf.tidy(() => {
    const maps = eager(tf.tensor4d(pixels, [1, ...SMALL.input]), layer) as Tensor4D;
    const gradient = tf.grad((x) => net.eagerFrom(layer, x).slice([0, CLASS], [1, 1]).sum())(maps);
    const weights = gradient.mean([1, 2], true);
    const cam = maps.mul(weights).sum(3, true).relu() as Tensor4D;
    const scaled = tf.image.resizeBilinear(cam, [SMALL.input[0], SMALL.input[1]], false, true);
    expect(relativeDistance(tensors.map?.data, scaled.dataSync())).toBeLessThan(1e-4);
  });
  const byDefault = await explainBy('grad-cam');
  expect(byDefault.tensors.map?.data).toEqual(tensors.map?.data);
});

test('guided Grad-CAM is Grad-CAM times the guided gradient', async () => {
  const { session } = net;
  const { tensors } = await explainBy('guided-grad-cam');
  const cam = (await explainBy('grad-cam')).tensors.map?.data ?? [];
  const oneHot = new Float32Array(4);
  oneHot[CLASS] = 1;
  const [guided = []] = session.run(
    {
      [session.graph.pixels]: { shape: [1, ...SMALL.input], data: session.pixels(RECORD) },
      [session.graph.logitsGradient]: { shape: [1, 4], data: oneHot },
    },
    [session.graph.guidedGradient],
  );
  const expected = Float32Array.from(guided, (value, at) => value * (cam[Math.floor(at / 3)] ?? 0));
  expect(relativeDistance(tensors.pixels?.data, expected)).toBeLessThan(1e-5);
});

test('integrated gradients are complete: they sum to what the logit rises by', async () => {
  const { figures, tensors } = await explainBy('integrated-gradients');
  const { attributed = 0, rise = Number.NaN } = figures;
  const map = Array.from(tensors.map?.data ?? []);
  expect(map.reduce((sum, value) => sum + value, 0)).toBeCloseTo(attributed, 4);
  // The path is walked in 48 steps, and a ReLU network's gradient jumps between them.
  expect(Math.abs(attributed - rise)).toBeLessThan(
    0.01 * map.reduce((sum, value) => sum + Math.abs(value), 0),
  );
});

test('SmoothGrad is the same each time, and its map has no negative values', async () => {
  const [first, second] = [await explainBy('smooth-grad'), await explainBy('smooth-grad')];
  expect(second.tensors.map?.data).toEqual(first.tensors.map?.data);
  expect(Array.from(first.tensors.map?.data ?? [-1]).every((value) => value >= 0)).toBe(true);
});

test('the occlusion map says by how much the probability falls, place by place', async () => {
  const { tensors, figures } = await explainBy('occlusion');
  const pixels = net.session.pixels(RECORD);
  const whole = probabilityOf(pixels);
  expect(figures.probability).toBeCloseTo(whole, 5);
  for (const [row, column] of [
    [0, 0],
    [7, 7],
    [14, 3],
  ] as const) {
    const covered = pixels.slice();
    cover(covered, SMALL.input, row, column);
    expect(tensors.map?.data[row * PLACES + column]).toBeCloseTo(whole - probabilityOf(covered), 4);
  }
});

test('is given up between two passes', async () => {
  let passes = 0;
  const working: Working = {
    async progress() {
      if (++passes === 3) throw new AppError('cancelled', 'It was given up.');
    },
  };
  await expect(explain(net.session, ask('occlusion'), working)).rejects.toMatchObject({ code: 'cancelled' });
  expect(passes).toBe(3);
});

test('a class or layer that is not there, or has no maps, is refused with a sentence', async () => {
  const { session } = net;
  const no = (changes: object) => explain(session, { ...ask('grad-cam'), ...changes }, QUIET);
  await expect(no({ class: 4 })).rejects.toThrow(/no class 4.*has 4/);
  await expect(no({ layer: 'nothing' })).rejects.toThrow(/no layer nothing/);
  await expect(no({ layer: 'dense' })).rejects.toThrow(/dense has no maps/);
});
