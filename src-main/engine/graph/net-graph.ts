import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { type TracedLayer, traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { RECORD } from '../protocol.ts';
import { attr, GraphBuilder, type GraphNode, type Ref } from './graph-builder.ts';
import type { EmittedLayer, Gradient, LayerContext } from './layer-graph.ts';
import { emitLayer } from './layers/emit-layer.ts';
import { emitUpdates, type OptimizerSettings } from './optimizer-graph.ts';
import { emitVariables, INPUT_DEVIATION, INPUT_MEAN, nodes } from './variables-graph.ts';

/** What the compiled graph is built for; learning rate, seeds and pictures are fed. */
export interface GraphSettings extends OptimizerSettings {
  readonly precision: Precision;
  readonly dropout: boolean;
}

/** Names of the placeholders of a batch and of the nodes to fetch. */
export const entry = {
  /** uint8 [batch, 256, 256, 3] */
  records: 'batch/records',
  /** float32 [batch, 8]: for each picture how an output pixel finds its input pixel, as ImageProjectiveTransformV3 has it. */
  transforms: 'batch/transforms',
  /** int32 [batch] */
  labels: 'batch/labels',
  learningRate: 'learning_rate',
  /** int32 [2], another one each step */
  seed: 'seed',
  /** float32 scalars; fetching the loss runs the whole step. */
  loss: 'train/step_loss',
  top1: 'train/step_top1',
  /** float32 [batch, classes], with the weights as they are */
  logits: 'infer/logits_float',
  /** float32 scalar: standard deviation of a layer's output before its activation, over batch and units */
  spread: (layer: string): Ref => `spread/${layer}/deviation`,
} as const;

/**
 * The whole life of a network as one TensorFlow graph: variables, a training step (forward, loss, gradients, update) and a
 * forward pass. Everything that shares weights must be in one graph, because each session has variables of its own.
 */
export function buildNetGraph(net: BuiltNet, settings: GraphSettings): GraphNode[] {
  const graph = new GraphBuilder();
  const variables = netVariables(net);
  emitVariables(graph, variables);

  const labels = graph.placeholder(entry.labels, 'int32', [-1]);
  const pictures = emitInput(graph, net, settings.precision);
  const seed = graph.placeholder(entry.seed, 'int32', [2]);
  const context = {
    graph,
    compute: settings.precision,
    dropout: settings.dropout,
    seed,
    handle: nodes.handle,
  };
  emitInference({ ...context, scope: 'infer', training: false }, net, pictures);
  emitTrainingStep({ ...context, scope: 'train', training: true }, net, pictures, labels, settings);
  return graph.nodes;
}

/** uint8 records to the network's input: crop and mirror by the transforms, then (x − mean) / deviation a channel. */
function emitInput(graph: GraphBuilder, net: BuiltNet, compute: Precision): Ref {
  const records = graph.placeholder(entry.records, 'uint8', [
    -1,
    RECORD.height,
    RECORD.width,
    RECORD.channels,
  ]);
  const transforms = graph.placeholder(entry.transforms, 'float32', [-1, 8]);
  const [height, width] = net.input;
  const moved = graph.add(
    'ImageProjectiveTransformV3',
    'input/moved',
    [records, transforms, graph.ints('input/size', [height, width]), graph.floats('input/outside', [0])],
    { dtype: attr.type('uint8'), interpolation: attr.string('NEAREST'), fill_mode: attr.string('CONSTANT') },
  );
  const T = attr.type('float32');
  const read = (variable: string): Ref =>
    graph.add('ReadVariableOp', `${variable}/read`, [nodes.handle(variable)], { dtype: T });
  const centred = graph.add(
    'Sub',
    'input/centred',
    [graph.cast('input/float', moved, 'uint8', 'float32'), read(INPUT_MEAN)],
    { T },
  );
  const scaled = graph.add('RealDiv', 'input/scaled', [centred, read(INPUT_DEVIATION)], { T });
  return graph.cast('input/cast', scaled, 'float32', compute);
}

function emitLayers(
  context: LayerContext,
  net: BuiltNet,
  input: Ref,
): { traced: TracedLayer; emitted: EmittedLayer }[] {
  let value = input;
  return traceShapes(net).map((traced) => {
    const emitted = emitLayer(context, traced, value);
    value = emitted.output;
    return { traced, emitted };
  });
}

function logitsOf(context: LayerContext, layers: readonly { emitted: EmittedLayer }[]): Ref {
  const last = layers.at(-1);
  if (!last) throw new Error('A network needs a layer');
  return context.graph.cast(`${context.scope}/logits_cast`, last.emitted.output, context.compute, 'float32');
}

function emitInference(context: LayerContext, net: BuiltNet, pictures: Ref): void {
  const { graph } = context;
  const layers = emitLayers(context, net, pictures);
  graph.add('Identity', entry.logits, [logitsOf(context, layers)], { T: attr.type('float32') });
  for (const { traced, emitted } of layers) {
    if (traced.layer.type === 'conv' || traced.layer.type === 'dense') {
      emitSpread(context, traced.layer.name, emitted.linear, traced.output.length + 1);
    }
  }
}

function emitSpread({ graph, compute }: LayerContext, layer: string, value: Ref, rank: number): void {
  const at = (node: string): string => `spread/${layer}/${node}`;
  const axes = graph.ints(
    at('axes'),
    Array.from({ length: rank }, (_, axis) => axis),
  );
  const T = attr.type('float32');
  const mean = (node: string, of: Ref): Ref =>
    graph.add('Mean', at(node), [of, axes], { T, Tidx: attr.type('int32'), keep_dims: attr.bool(false) });
  const float = graph.cast(at('float'), value, compute, 'float32');
  const squares = graph.add('SquaredDifference', at('squares'), [float, mean('mean', float)], { T });
  graph.add('Sqrt', entry.spread(layer), [mean('variance', squares)], { T });
}

function emitTrainingStep(
  context: LayerContext,
  net: BuiltNet,
  pictures: Ref,
  labels: Ref,
  settings: GraphSettings,
): void {
  const { graph, compute } = context;
  const layers = emitLayers(context, net, pictures);
  const logits = logitsOf(context, layers);
  const loss = emitLoss(graph, logits, labels);
  const gradients = emitGradients(
    layers.map((l) => l.emitted),
    graph.cast('train/logits_gradient_cast', loss.gradient, 'float32', compute),
  );
  const learningRate = graph.placeholder(entry.learningRate, 'float32', []);
  const updates = [
    ...layers.flatMap((l) => l.emitted.updates),
    ...emitUpdates(graph, netVariables(net), gradients, learningRate, settings),
  ];
  graph.add('Identity', entry.loss, [loss.mean], { T: attr.type('float32') }, updates);
  graph.add('Identity', entry.top1, [loss.top1], { T: attr.type('float32') });
}

/** Mean cross-entropy (nats), its gradient by the logits, and the share of pictures whose label got the largest logit. */
function emitLoss(graph: GraphBuilder, logits: Ref, labels: Ref): { mean: Ref; gradient: Ref; top1: Ref } {
  const T = attr.type('float32');
  const axis = graph.ints('loss/axis', [0]);
  const mean = (name: string, value: Ref): Ref =>
    graph.add('Mean', name, [value, axis], { T, Tidx: attr.type('int32'), keep_dims: attr.bool(false) });
  const entropy = graph.add('SparseSoftmaxCrossEntropyWithLogits', 'loss/entropy', [logits, labels], {
    T,
    Tlabels: attr.type('int32'),
  });
  const size = graph.add('Size', 'loss/size', [labels], {
    T: attr.type('int32'),
    out_type: attr.type('int32'),
  });
  const gradient = graph.add(
    'RealDiv',
    'loss/gradient',
    [`${entropy}:1`, graph.cast('loss/size_float', size, 'int32', 'float32')],
    { T },
  );
  const hits = graph.add('InTopKV2', 'loss/hits', [logits, labels, graph.ints('loss/k', [1], [])], {
    T: attr.type('int32'),
  });
  return {
    mean: mean('loss/mean', entropy),
    gradient,
    top1: mean('loss/top1', graph.cast('loss/hits_float', hits, 'bool', 'float32')),
  };
}

/** Goes back through the layers from the last to the first; the pictures themselves need no gradient. */
function emitGradients(layers: readonly EmittedLayer[], gradient: Ref): Gradient[] {
  const gradients: Gradient[] = [];
  let value: Ref | undefined = gradient;
  for (const [index, layer] of [...layers.entries()].reverse()) {
    if (value === undefined) break;
    const back = layer.backward(value, index > 0);
    gradients.push(...back.variables);
    value = back.input;
  }
  return gradients;
}
