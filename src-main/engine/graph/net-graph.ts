import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { type TracedLayer, traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { entry } from './entry.ts';
import { attr, GraphBuilder, type GraphNode, type Ref } from './graph-builder.ts';
import { emitInput } from './input-graph.ts';
import type { EmittedLayer, Gradient, LayerContext } from './layer-graph.ts';
import { emitLayer } from './layers/emit-layer.ts';
import { emitLoss } from './loss-graph.ts';
import { emitUpdates, type OptimizerSettings } from './optimizer-graph.ts';
import { emitVariables, nodes } from './variables-graph.ts';

/** What the compiled graph is built for; learning rate, seeds and pictures are fed. */
export interface GraphSettings extends OptimizerSettings {
  readonly precision: Precision;
  readonly dropout: boolean;
}

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
