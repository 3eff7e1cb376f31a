import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { fedPixels } from '../../../src-main/engine/inspect/inspect-session.ts';
import { blurredRecords, type InspectedNet, openInspected, SMALL } from '../../helpers/inspected-net.ts';
import { relativeDistance } from '../../helpers/relative-distance.ts';

let net: InspectedNet;
beforeAll(() => {
  net = openInspected();
});
afterAll(() => net.close());

test('every layer gives what tfjs gives', () => {
  const { tf, session, eager } = net;
  const pixels = session.pixels(blurredRecords(2));
  const fetched = session.run(
    fedPixels(session, pixels),
    session.layers.map(({ layer }) => session.layer(layer.name).refs.fetched),
  );
  tf.tidy(() => {
    const input = tf.tensor(pixels, [2, ...SMALL.input]);
    for (const [index, { layer }] of session.layers.entries()) {
      expect(relativeDistance(fetched[index], eager(input, layer.name).dataSync()), layer.name).toBeLessThan(
        1e-4,
      );
    }
  });
});

test("the gradients of a class's logit, by the pixels and by a layer, are those of tfjs", () => {
  const { tf, session, eager } = net;
  const pixels = session.pixels(blurredRecords(2));
  const oneHot = { shape: [2, 4], data: new Float32Array([0, 0, 1, 0, 0, 0, 1, 0]) };
  const { refs } = session.layer('dense');
  const [byPixels, byDense] = session.run(
    { ...fedPixels(session, pixels), [session.graph.logitsGradient]: oneHot },
    [session.graph.pixelsGradient, refs.gradient],
  );
  tf.tidy(() => {
    const input = tf.tensor4d(pixels, [2, ...SMALL.input]);
    const expected = tf.grad((x) => tf.sum(eager(x).slice([0, 2], [2, 1])))(input);
    expect(relativeDistance(byPixels, expected.dataSync())).toBeLessThan(1e-4);
  });
  expect(byDense).toHaveLength(2 * 1024);
});

test('the gradient of one unit of a layer by the pixels is that of tfjs, and needs no layer behind it', () => {
  const { tf, session, eager } = net;
  const pixels = session.pixels(blurredRecords(1));
  const { traced, refs } = session.layer('conv2d_2');
  const [values = new Float32Array()] = session.run(fedPixels(session, pixels), [refs.fetched]);
  const at = values.indexOf(Math.max(...values));
  const mask = new Float32Array(values.length);
  mask[at] = 1;
  const [byPixels] = session.run(
    {
      ...fedPixels(session, pixels),
      [refs.start]: { shape: [1, ...traced.output], data: mask },
      [session.graph.logitsGradient]: { shape: [1, 4], data: new Float32Array(4) },
    },
    [session.graph.pixelsGradient],
  );
  tf.tidy(() => {
    const input = tf.tensor4d(pixels, [1, ...SMALL.input]);
    const expected = tf.grad((x) => eager(x, 'conv2d_2').reshape([-1]).slice([at], [1]).sum())(input);
    expect(relativeDistance(byPixels, expected.dataSync())).toBeLessThan(1e-4);
  });
});

test('guided backpropagation lets no negative gradient through a ReLU', () => {
  const { tf, session, eager } = net;
  const pixels = session.pixels(blurredRecords(1));
  const oneHot = { shape: [1, 4], data: new Float32Array([1, 0, 0, 0]) };
  const [guided] = session.run({ ...fedPixels(session, pixels), [session.graph.logitsGradient]: oneHot }, [
    session.graph.guidedGradient,
  ]);
  // The same by tfjs, whose ReLU gets the gradient of the paper.
  const relu = tf.customGrad((value, save) => {
    const kept = value as Tensor;
    (save as (tensors: Tensor[]) => void)([kept]);
    return {
      value: tf.relu(kept),
      gradFunc: (dy: Tensor, [before]: Tensor[]) => tf.relu(dy).mul(tf.step(before ?? kept)),
    };
  });
  vi.spyOn(tf.Tensor.prototype, 'relu').mockImplementation(function (this: Tensor) {
    return relu(this) as never;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  tf.tidy(() => {
    const input = tf.tensor4d(pixels, [1, ...SMALL.input]);
    const expected = tf.grad((x) => eager(x).slice([0, 0], [1, 1]).sum())(input);
    expect(relativeDistance(guided, expected.dataSync())).toBeLessThan(1e-4);
  });
});

test('a layer that is not there is named, with those that are', () => {
  expect(() => net.session.layer('conv9')).toThrow(/conv9.*conv2d, /);
});
