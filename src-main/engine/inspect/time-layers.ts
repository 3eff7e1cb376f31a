import { elementsOf } from '../../../src-shared/nets/net-spec.ts';
import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import { layerVariables } from '../../../src-shared/nets/variables.ts';
import { random } from '../../../src-shared/random.ts';
import { median } from '../../../src-shared/statistics/quantile.ts';
import { attr, GraphBuilder, type Ref } from '../graph/graph-builder.ts';
import { emitLayer } from '../graph/layers/emit-layer.ts';
import { type Feed, openSession, type Session } from '../graph/session.ts';
import { emitVariables, nodes } from '../graph/variables-graph.ts';
import type { Answer } from '../protocol.ts';
import { loadTensorFlow } from '../tensorflow/load-tensorflow.ts';
import { fedPixels, type InspectSession } from './inspect-session.ts';
import type { Working } from './working.ts';

/** Runs whose median counts, after one that does not. */
const ROUNDS = 5;

/**
 * How long one picture takes in each layer, milliseconds: each in a graph of its own, so that nothing else is timed with it and TensorFlow may still fuse a product with
 * its bias and activation. What a run costs by itself is taken off. `total` is the whole network's.
 */
export async function timeLayers(session: InspectSession, { progress }: Working): Promise<Answer> {
  const { layers, net, graph } = session;
  const ms = new Float32Array(layers.length);
  const overhead = runMs(openSession(loadTensorFlow().binding, overheadGraph()), {});
  // Deep networks repeat layers of the same kind and size dozens of times.
  const known = new Map<string, number>();
  for (const [index, traced] of layers.entries()) {
    await progress(index, layers.length);
    const { inputs, layer } = traced;
    const key = JSON.stringify([inputs, { ...layer, name: '', inputs: [] }]);
    const time = known.get(key) ?? timeLayer(traced);
    known.set(key, time);
    ms[index] = Math.max(0, time - overhead);
  }
  const pixels = fedPixels(session, noise(elementsOf(net.input)));
  const total = timeMs(() => session.run(pixels, [graph.logits]));
  return { tensors: { ms: { shape: [layers.length], data: ms } }, figures: { total } };
}

const inputOf = (index: number): Ref => `timed/input_${index}`;
const DONE = 'timed/done';

function timeLayer(traced: TracedLayer): number {
  const { binding } = loadTensorFlow();
  const graph = new GraphBuilder();
  const variables = layerVariables(traced);
  emitVariables(graph, variables, []);
  const inputs = traced.inputs.map((shape, index) =>
    graph.placeholder(inputOf(index), 'float32', [-1, ...shape]),
  );
  const [first = '', ...others] = inputs;
  const context = {
    graph,
    scope: 'timed',
    compute: 'float32',
    device: binding.isUsingGpuDevice() ? 'cuda' : 'cpu',
    training: false,
    dropout: false,
    logits: '',
    seed: graph.ints('timed/seed', [0, 0]),
    handle: nodes.handle,
  } as const;
  emitDone(graph, emitLayer(context, traced, first, ...others).output);
  const session = openSession(binding, graph.nodes, [traced.layer.name]);
  for (const { name } of variables) {
    session.run({ [nodes.filling(name)]: { dtype: 'float32', shape: [], data: new Float32Array([0.01]) } }, [
      nodes.fill(name),
    ]);
  }
  const feeds = Object.fromEntries(
    traced.inputs.map((shape, index): [string, Feed] => [
      inputOf(index),
      { dtype: 'float32', shape: [1, ...shape], data: noise(elementsOf(shape)) },
    ]),
  );
  return runMs(session, feeds);
}

/** The median time of a run; closes the session. */
function runMs(session: Session, feeds: Readonly<Record<string, Feed>>): number {
  try {
    return timeMs(() => session.run(feeds, [DONE]));
  } finally {
    session.close();
  }
}

/** One element, so that fetching it copies nothing. */
function emitDone(graph: GraphBuilder, output: Ref): void {
  const [T, int32] = [attr.type('float32'), attr.type('int32')];
  const flat = graph.add('Reshape', 'timed/flat', [output, graph.ints('timed/flat_shape', [-1])], {
    T,
    Tshape: int32,
  });
  const range = [graph.ints('timed/first', [0]), graph.ints('timed/one', [1])];
  graph.add('Slice', DONE, [flat, ...range], { T, Index: int32 });
}

function overheadGraph(): GraphBuilder['nodes'] {
  const graph = new GraphBuilder();
  emitDone(graph, graph.floats('timed/nothing', [0]));
  return graph.nodes;
}

/** Milliseconds that something takes, the median of several times after a first one. */
function timeMs(once: () => unknown): number {
  once();
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    once();
    return performance.now() - start;
  });
  return median(times);
}

function noise(length: number): Float32Array {
  const from = random('timed');
  return Float32Array.from({ length }, () => from.uniform(-1, 1));
}
