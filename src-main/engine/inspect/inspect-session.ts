import { AppError } from '../../../src-shared/errors.ts';
import { type BuiltNet, elementsOf } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { type TracedLayer, traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { loadWeights } from '../checkpoint/checkpoint.ts';
import { centreCrops } from '../crops.ts';
import type { Ref } from '../graph/graph-builder.ts';
import { pictureFeeds } from '../graph/picture-feeds.ts';
import { type Feed, openSession } from '../graph/session.ts';
import { nodes } from '../graph/variables-graph.ts';
import { writableSession } from '../graph/writable-session.ts';
import type { Model } from '../protocol.ts';
import { loadTensorFlow } from '../tensorflow/load-tensorflow.ts';
import { buildInspectGraph, type InspectGraph, type LayerRefs } from './inspect-graph.ts';

/** A network with the weights of a checkpoint, to be looked into. All calls block the thread. */
export interface InspectSession {
  readonly net: BuiltNet;
  readonly classes: readonly string[];
  readonly layers: readonly TracedLayer[];
  readonly graph: InspectGraph;
  /** By layer, how many of its weights are not a number or infinite; only those that have such. */
  readonly broken: ReadonlyMap<string, number>;
  /** Errors: `not-found`, with the names there are. */
  layer(name: string): { readonly traced: TracedLayer; readonly refs: LayerRefs };
  /** The normalised middles of records, [count, height, width, 3], as the network takes them in. */
  pixels(records: Uint8Array): Float32Array;
  /** Feeds float32 values by their refs, the size of the batch being known from theirs, and gives what is fetched. */
  run(feeds: Readonly<Record<Ref, Fed>>, fetches: readonly Ref[]): Float32Array[];
  /** The same for fetches that are int32. */
  runInts(feeds: Readonly<Record<Ref, Fed>>, fetches: readonly Ref[]): (Float32Array | Int32Array)[];
  read(variable: string): Float32Array;
  close(): void;
}

/** A float32 value to feed. */
export interface Fed {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Opens a network with the weights of a checkpoint. Errors: `damaged`, `not-found`, `engine-missing`. */
export async function openInspectSession(model: Model): Promise<InspectSession> {
  const net = netSpec(model.net, model.classes.length);
  const opened = inspectSession(net, model.classes);
  const missing = await loadWeights(model.checkpoint, opened);
  if (missing.length > 0) {
    throw new AppError(
      'damaged',
      `The checkpoint ${model.checkpoint} does not fit its network: ${missing[0]}.`,
    );
  }
  return opened;
}

/** The session with weights that have no values yet: `write` gives them. */
export function inspectSession(
  net: BuiltNet,
  classes: readonly string[],
): InspectSession & Parameters<typeof loadWeights>[1] {
  const { binding } = loadTensorFlow();
  const graph = buildInspectGraph(net, binding.isUsingGpuDevice() ? 'cuda' : 'cpu');
  const names = net.layers.map(({ name }) => name);
  const session = writableSession(openSession(binding, graph.nodes, names));
  const layers = traceShapes(net);
  const broken = new Map<string, number>();
  const shapes = new Map(graph.variables.map(({ name, shape }) => [name, shape]));
  const runInts: InspectSession['runInts'] = (feeds, fetches) =>
    session.run(
      Object.fromEntries(
        Object.entries(feeds).map(([ref, fed]): [string, Feed] => [ref, { dtype: 'float32', ...fed }]),
      ),
      fetches,
    ) as (Float32Array | Int32Array)[]; // every node of the graph is one or the other
  const run: InspectSession['run'] = (feeds, fetches) =>
    runInts(feeds, fetches).filter((values) => values instanceof Float32Array);

  return {
    net,
    classes,
    layers,
    graph,
    broken,
    variables: graph.variables,
    layer: (name) => {
      const traced = layers.find((one) => one.layer.name === name);
      const refs = graph.layers.get(name);
      if (traced && refs) return { traced, refs };
      const known = layers.map(({ layer }) => layer.name).join(', ');
      throw new AppError('not-found', `${net.title} has no layer ${name}. It has ${known}.`);
    },
    pixels: (records) => {
      const crops = centreCrops(records, net.input);
      const [pixels] = session.run(pictureFeeds(crops, net.input), [graph.pixels]);
      return pixels as Float32Array; // the node is float32
    },
    run,
    runInts,
    read: (variable) => run({}, [nodes.read(variable)])[0] ?? new Float32Array(),
    readAll: (variables) => run({}, variables.map(nodes.read)),
    write: (variable, data) => {
      const shape = shapes.get(variable) ?? [];
      const count = countBroken(data);
      const layer = variable.slice(0, variable.lastIndexOf('/'));
      if (count > 0) broken.set(layer, (broken.get(layer) ?? 0) + count);
      session.set(variable, nodes.write(variable), {
        [nodes.written(variable)]: { dtype: 'float32', shape, data },
      });
    },
    close: session.close,
  };
}

function countBroken(values: Float32Array): number {
  // What is no number makes a sum none too: the usual case is done in a pass that does nothing else.
  let sum = 0;
  for (const value of values) sum += value;
  if (Number.isFinite(sum)) return 0;
  return values.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0);
}

/** Pictures to feed: the batch in front of the network's input. */
export function fedPixels({ net, graph }: InspectSession, data: Float32Array): Record<Ref, Fed> {
  const count = data.length / elementsOf(net.input);
  return { [graph.pixels]: { shape: [count, ...net.input], data } };
}
