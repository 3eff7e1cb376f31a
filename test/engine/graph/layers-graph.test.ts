import { expect, test } from 'vitest';
import { emitGradients, emitLayers } from '../../../src-main/engine/graph/layers-graph.ts';
import { type LayerSpec, PICTURE } from '../../../src-shared/nets/layer-spec.ts';
import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { type TracedLayer, traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import {
  type Arrays,
  drawArray,
  type Fetched,
  type GraphUnderTest,
  runGraph,
} from '../../helpers/graph-layers.ts';
import { distance, numericGradient } from '../../helpers/numeric-gradient.ts';
import { type Array64, arrayOf } from '../../helpers/reference-layers/array.ts';
import { referenceLayer } from '../../helpers/reference-layers/reference-layer.ts';

const BATCH = 2;

/** A network that joins branches in every way: a residual, a squeeze-and-excitation gate, a value read three times, and the picture read twice. */
const BRANCHES: readonly LayerSpec[] = [
  { type: 'average-pool', name: 'small', size: [2, 2], stride: [2, 2], padding: 'valid' },
  {
    type: 'conv',
    name: 'stem',
    filters: 4,
    kernel: [3, 3],
    stride: [1, 1],
    padding: 'same',
    bias: true,
    activation: 'swish',
  },
  {
    type: 'depthwise-conv',
    name: 'branch',
    kernel: [3, 3],
    stride: [1, 1],
    padding: 'same',
    multiplier: 1,
    bias: false,
  },
  { type: 'global-pool', name: 'squeeze', mode: 'average', keepDims: true },
  { type: 'dense', name: 'gate', units: 4, activation: 'sigmoid' },
  { type: 'multiply', name: 'excited', inputs: ['branch', 'gate'] },
  { type: 'add', name: 'residual', inputs: ['stem', 'excited'], activation: 'tanh' },
  {
    type: 'conv',
    name: 'strided',
    inputs: [PICTURE],
    filters: 2,
    kernel: [2, 2],
    stride: [2, 2],
    padding: 'valid',
    bias: true,
  },
  { type: 'concatenate', name: 'joined', inputs: ['residual', 'stem', 'strided', 'small'], axis: -1 },
  { type: 'batch-norm', name: 'norm', epsilon: 1e-2, momentum: 0.9 },
  { type: 'add', name: 'doubled', inputs: ['norm', 'norm'] },
  { type: 'flatten', name: 'flat' },
  { type: 'dense', name: 'logits', units: 3, activation: 'softmax' },
];

/** A transformer of one block and one head. */
const ATTENTION: readonly LayerSpec[] = [
  { type: 'conv', name: 'patches', filters: 4, kernel: [2, 2], stride: [2, 2], padding: 'valid', bias: true },
  { type: 'reshape', name: 'tokens', shape: [4, 4] },
  { type: 'class-token', name: 'token' },
  { type: 'learned-add', name: 'positions', shape: [5, 4] },
  { type: 'layer-norm', name: 'norm', epsilon: 1e-2 },
  { type: 'dense', name: 'query', units: 4, activation: 'linear' },
  { type: 'dense', name: 'key', inputs: ['norm'], units: 4, activation: 'linear', bias: false },
  { type: 'dense', name: 'value', inputs: ['norm'], units: 4, activation: 'linear' },
  { type: 'matmul', name: 'scores', inputs: ['query', 'key'], transposeB: true, scale: 0.5 },
  { type: 'activation', name: 'weights', activation: 'softmax' },
  { type: 'matmul', name: 'attended', inputs: ['weights', 'value'] },
  { type: 'add', name: 'residual', inputs: ['positions', 'attended'] },
  { type: 'slice', name: 'first', axis: 0, begin: 0, size: 1 },
  { type: 'flatten', name: 'flat' },
  { type: 'dense', name: 'hidden', units: 4, activation: 'softmax' },
  { type: 'dense', name: 'logits', units: 3, activation: 'softmax' },
];

const INPUT: ImageShape = [4, 4, 3];

test.each([
  ['branches', BRANCHES],
  ['attention', ATTENTION],
])('a network of %s has the gradients of its formula', (_, layers) => {
  const traced = traceShapes({ input: INPUT, layers });
  const values = drawValues(traced);
  const reference = referenceOf(traced, values);
  const actual = runGraph(values, (graph) => emitNet(graph, traced));
  expect(distance(actual.output ?? values.gradient, reference.output)).toBeLessThan(1e-5);
  for (const [name, expected] of Object.entries(reference.gradients)) {
    expect(distance(actual[name] ?? values.gradient, expected), name).toBeLessThan(1e-3);
  }
});

test('what no variable lies behind gets no gradient', () => {
  const traced = traceShapes({ input: INPUT, layers: BRANCHES });
  const names: string[] = [];
  runGraph(drawValues(traced), (graph) => {
    const emitted = emitNet(graph, traced);
    names.push(...graph.context.graph.nodes.map((node) => node.name));
    return emitted;
  });
  expect(names.filter((name) => /test\/small\/.*gradient/.test(name))).toEqual([]);
  expect(names).toContain('test/branch/input_gradient');
  expect(names).not.toContain('test/stem/input_gradient');
  expect(names).not.toContain('test/strided/input_gradient');
});

interface NetValues {
  readonly inputs: readonly [Array64];
  readonly variables: Arrays;
  readonly gradient: Array64;
}

function drawValues(traced: readonly TracedLayer[]): NetValues {
  const variables = netVariables({ input: INPUT, layers: traced.map(({ layer }) => layer) });
  return {
    inputs: [drawArray([BATCH, ...INPUT], 'pictures')],
    variables: Object.fromEntries(variables.map(({ name, shape }) => [name, drawArray(shape, name, 0.7)])),
    gradient: drawArray([BATCH, 3], 'gradient'),
  };
}

/** The network in the graph, with its softmax left to the loss: its logits and the gradients by its variables. */
function emitNet(
  { context, inputs: [pictures = ''], gradient }: GraphUnderTest,
  traced: readonly TracedLayer[],
): Fetched {
  const own = { ...context, logits: 'logits' };
  const layers = emitLayers(own, traced, pictures);
  const gradients = emitGradients(own, layers, gradient);
  return {
    output: { value: layers.at(-1)?.emitted.output ?? '', isFloat: false },
    ...Object.fromEntries(gradients.map(({ variable, value }) => [variable, { value, isFloat: true }])),
  };
}

function referenceOf(
  traced: readonly TracedLayer[],
  { inputs: [pictures], variables, gradient }: NetValues,
): { output: Array64; gradients: Arrays } {
  const nothing = arrayOf([0], () => 0);
  const run = (): Array64 => {
    const values = new Map([[PICTURE as string, pictures]]);
    let last = pictures;
    for (const step of traced) {
      const layer = step.layer.name === 'logits' ? withoutSoftmax(step) : step;
      const inputs = step.sources.map((source) => values.get(source) ?? nothing);
      last = referenceLayer(layer, inputs, (name) => variables[`${step.layer.name}/${name}`] ?? nothing);
      values.set(step.layer.name, last);
    }
    return last;
  };
  const trained = Object.entries(variables).filter(([name]) => !name.includes('moving'));
  return {
    output: run(),
    gradients: Object.fromEntries(
      trained.map(([name, variable]) => [name, numericGradient(variable, gradient, run)]),
    ),
  };
}

function withoutSoftmax(traced: TracedLayer): TracedLayer {
  return traced.type === 'dense' ? { ...traced, layer: { ...traced.layer, activation: 'linear' } } : traced;
}
