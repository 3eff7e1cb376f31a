import { expect, test } from 'vitest';
import { attr, GraphBuilder } from '../../../src-main/engine/graph/graph-builder.ts';
import { layerOfError } from '../../../src-main/engine/graph/layer-of-error.ts';
import { emitLayer } from '../../../src-main/engine/graph/layers/emit-layer.ts';
import { openSession } from '../../../src-main/engine/graph/session.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import { testTensorFlow } from '../../helpers/engine-parts.ts';
import { drawArray, runGraph, traceLayer } from '../../helpers/graph-layers.ts';

const LAYERS = ['conv2d', 'conv2d_1', 'add'];

/** The message of what a function throws. */
function messageFrom(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return messageOf(error);
  }
  throw new Error('Nothing was thrown');
}

test.each([
  ['[[{{node train/conv2d_1/conv}}]]', 'conv2d_1'],
  ["No OpKernel was registered to support Op 'Conv2D' used by {{node infer/conv2d/conv}} with", 'conv2d'],
  ['Input 1 of node train/add/sum was passed float from conv2d/relu:0', 'add'],
  ["{{node update/conv2d/kernel}}, and node 'train/conv2d_1/conv'", 'conv2d'],
  ['[[{{node loss/mean}}]]', undefined],
  ['Session was closed: conv2d', undefined],
])('%s is about %s', (message, layer) => {
  expect(layerOfError(message, LAYERS)).toBe(layer);
});

test('the layer of a graph that TensorFlow rejects when it loads it is found', () => {
  const graph = new GraphBuilder();
  const whole = graph.ints('train/picture', [1]);
  graph.add('Conv2D', 'train/conv2d_1/conv', [whole, whole], { T: attr.type('float32') });
  const message = messageFrom(() => openSession(testTensorFlow().binding, graph.nodes));
  expect(layerOfError(message, LAYERS)).toBe('conv2d_1');
});

test('the layer of a graph that TensorFlow rejects when it runs it is found', () => {
  const traced = traceLayer({ type: 'dense', units: 2, activation: 'linear' }, [[3]]);
  const wrong = { 'dense/kernel': drawArray([4, 2], 'kernel'), 'dense/bias': drawArray([2], 'bias') };
  const values = { inputs: [drawArray([1, 3], 'input')], variables: wrong, gradient: drawArray([1, 2], 'g') };
  const message = messageFrom(() =>
    runGraph(values, ({ context, inputs: [input = ''] }) => ({
      output: { value: emitLayer(context, traced, input).output, isFloat: false },
    })),
  );
  expect(layerOfError(message, ['conv2d', 'dense'])).toBe('dense');
});
