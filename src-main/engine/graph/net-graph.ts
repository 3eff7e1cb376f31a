import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { layerVariables, netVariables } from '../../../src-shared/nets/variables.ts';
import { averageOf } from '../checkpoint/tensor-names.ts';
import type { SessionSettings } from '../net-session.ts';
import { sessionVariables } from '../session-variables.ts';
import { entry } from './entry.ts';
import { attr, GraphBuilder, type GraphNode, type Ref } from './graph-builder.ts';
import { emitInput } from './input-graph.ts';
import type { Constants, LayerContext } from './layer-graph.ts';
import { emitGradients, emitLayers, type LayerInGraph } from './layers-graph.ts';
import { emitStep } from './update/emit-step.ts';
import { emitVariables, nodes } from './variables-graph.ts';

/** What the compiled graph is built for; learning rate, seeds, pictures and draws are fed. */
export type GraphSettings = Omit<SessionSettings, 'seed'>;

/**
 * The whole life of a network as one TensorFlow graph: variables, a training step (forward, loss, gradients, update) and a
 * forward pass. Everything that shares weights must be in one graph, because each session has variables of its own. `device` is where
 * it will run; `constants` are what the forward pass that `logits` ends has in place of variables.
 */
export function buildNetGraph(
  net: BuiltNet,
  settings: GraphSettings,
  device: LayerContext['device'],
  constants: Constants = new Map(),
): GraphNode[] {
  const graph = new GraphBuilder();
  const variables = netVariables(net);
  emitVariables(graph, sessionVariables(variables, settings), variables);

  const labels = graph.placeholder(entry.labels, 'int32', [-1]);
  const pictures = emitInput(graph, net, settings);
  const seed = graph.placeholder(entry.seed, 'int32', [2]);
  const context = {
    graph,
    compute: settings.precision,
    device,
    dropout: settings.dropout,
    logits: net.layers.at(-1)?.name ?? '',
    seed,
    handle: nodes.handle,
  };
  const infer = { ...context, scope: 'infer', training: false, constants };
  if (settings.averaging > 0) {
    // The averages predict; initialisation looks at the weights themselves.
    emitPrediction(
      { ...infer, handle: (variable) => nodes.handle(averageOf(variable)) },
      net,
      pictures.plain,
    );
    const live = { ...context, scope: 'live', training: false };
    emitSpreads(live, emitLayers(live, traceShapes(net), pictures.plain));
  } else {
    emitSpreads(infer, emitPrediction(infer, net, pictures.plain));
  }
  emitTrainingStep({ ...context, scope: 'train', training: true }, net, pictures.augmented, labels, settings);
  return graph.nodes;
}

function logitsOf(context: LayerContext, layers: readonly LayerInGraph[]): Ref {
  const last = layers.at(-1);
  if (!last) throw new Error('A network needs a layer');
  return context.graph.cast(`${context.scope}/logits_cast`, last.emitted.output, context.compute, 'float32');
}

/** The forward pass: logits, and on the way there what each layer gives. */
function emitPrediction(context: LayerContext, net: BuiltNet, pictures: Ref): LayerInGraph[] {
  const { graph, scope, compute } = context;
  const layers = emitLayers(context, traceShapes(net), pictures);
  const T = attr.type('float32');
  graph.add('Identity', entry.logits, [logitsOf(context, layers)], { T });
  for (const { traced, emitted } of layers) {
    const { name } = traced.layer;
    const float = graph.cast(`${scope}/${name}/activation_cast`, emitted.output, compute, 'float32');
    graph.add('Identity', entry.activation(name), [float], { T });
  }
  return layers;
}

function emitSpreads(context: LayerContext, layers: readonly LayerInGraph[]): void {
  for (const { traced, emitted } of layers) {
    if (layerVariables(traced).some((variable) => variable.role === 'kernel')) {
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
  const layers = emitLayers(context, traceShapes(net), pictures);
  const logits = logitsOf(context, layers);
  emitStep(graph, net, {
    logits,
    labels,
    gradientsOf: (gradient) =>
      emitGradients(context, layers, graph.cast('train/logits_gradient_cast', gradient, 'float32', compute)),
    moving: layers.flatMap((l) => l.emitted.updates),
    settings,
  });
}
