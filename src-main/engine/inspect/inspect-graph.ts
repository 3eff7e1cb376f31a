import { PICTURE } from '../../../src-shared/nets/layer-spec.ts';
import type { BuiltNet, TensorShape } from '../../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { PLAIN_TRAINING } from '../../../src-shared/recipe.ts';
import { isTrainingState } from '../checkpoint/tensor-names.ts';
import { attr, GraphBuilder, type GraphNode, type Ref } from '../graph/graph-builder.ts';
import { emitInput } from '../graph/input-graph.ts';
import type { LayerContext } from '../graph/layer-graph.ts';
import { emitLayers, type LayerInGraph } from '../graph/layers-graph.ts';
import { emitVariables, nodes } from '../graph/variables-graph.ts';
import { type SessionVariable, sessionVariables } from '../session-variables.ts';

const T = attr.type('float32');
const INT32 = attr.type('int32');

/** Where to feed and to fetch what belongs to a layer. All float32 with the batch in front, unless said. */
export interface LayerRefs {
  /** The output, to be fed. */
  readonly output: Ref;
  /** The output, to be fetched; the last layer's are logits. */
  readonly fetched: Ref;
  /** [1]: fetching it computes the output and copies next to nothing. */
  readonly probe: Ref;
  /** Before the activation. */
  readonly linear: Ref;
  /** The gradient by the output, to be fetched. */
  readonly gradient: Ref;
  /** The gradient by `linear`, to be fed where a way back begins at this layer; `logitsGradient` then is zero. */
  readonly start: Ref;
  /** [batch, units]: each unit's highest value, and int32 at which position (row-major); undefined where the layer has no units. */
  readonly peak: Ref | undefined;
  readonly peakAt: Ref | undefined;
}

/** A network's graph for looking into it: forward, and back from a class's logit or any unit to the pixels. */
export interface InspectGraph {
  readonly nodes: GraphNode[];
  readonly variables: readonly SessionVariable[];
  /** [batch, height, width, channels]: normalised pictures, to be fetched from records or to be fed. */
  readonly pixels: Ref;
  readonly layers: ReadonlyMap<string, LayerRefs>;
  readonly logits: Ref;
  /** [batch, classes]: where a gradient by the logits is fed. */
  readonly logitsGradient: Ref;
  /** Gradients by `pixels`: the true one, and that of guided backpropagation. */
  readonly pixelsGradient: Ref;
  readonly guidedGradient: Ref;
}

/** Builds it, in float32 throughout and without anything of training. */
export function buildInspectGraph(net: BuiltNet, device: LayerContext['device']): InspectGraph {
  const graph = new GraphBuilder();
  const own = sessionVariables(netVariables(net), { ...PLAIN_TRAINING, precision: 'float32' });
  const variables = own.filter(({ name }) => !isTrainingState(name));
  emitVariables(graph, variables, []);
  const { plain } = emitInput(graph, net, { ...PLAIN_TRAINING, precision: 'float32' });

  const infer: LayerContext = {
    graph,
    scope: 'infer',
    compute: 'float32',
    device,
    training: false,
    dropout: false,
    logits: net.layers.at(-1)?.name ?? '',
    seed: graph.ints('inspect/seed', [0, 0]),
    handle: nodes.handle,
  };
  const guided = { ...infer, scope: 'guided', guided: true };
  const logitsGradient = graph.placeholder('inspect/logits_gradient', 'float32', [-1, net.classes]);
  const layers = emitLayers(infer, traceShapes(net), plain);
  const pixelsGradient = emitWayBack(infer, layers, logitsGradient);
  const guidedGradient = emitWayBack(guided, emitLayers(guided, traceShapes(net), plain), logitsGradient);
  const refs = new Map(layers.map((layer) => [layer.traced.layer.name, layerRefs(infer, layer)]));
  return {
    nodes: graph.nodes,
    variables,
    pixels: plain,
    layers: refs,
    logits: refs.get(infer.logits)?.fetched ?? '',
    logitsGradient,
    pixelsGradient,
    guidedGradient,
  };
}

/**
 * Goes from the gradient by the last layer's output back to the network's input, and gives that gradient. Unlike training's way back it goes through every layer, and
 * to each gradient by an output one that is fed can be added, so that a way back can begin anywhere.
 */
function emitWayBack(context: LayerContext, layers: readonly LayerInGraph[], gradient: Ref): Ref {
  const { graph, scope } = context;
  const found = new Map<string, Ref[]>();
  const last = layers.at(-1)?.traced.layer.name;
  if (last) found.set(last, [gradient]);
  const sumOf = (layer: string): Ref => {
    const gradients = found.get(layer) ?? [];
    return graph.add('AddN', `${scope}/${layer}/found_gradient`, gradients, {
      T,
      N: attr.int(gradients.length),
    });
  };
  for (const { traced, emitted } of layers.toReversed()) {
    const { name } = traced.layer;
    const start = emitStart(graph, startOf(scope, name), traced.output.length + 1);
    const sum = graph.add('AddV2', gradientOf(scope, name), [sumOf(name), start], { T });
    const back = emitted.backward(
      sum,
      traced.sources.map(() => true),
    );
    for (const [index, source] of traced.sources.entries()) {
      const byInput = back.inputs[index];
      if (byInput !== undefined) found.set(source, [...(found.get(source) ?? []), byInput]);
    }
  }
  return sumOf(PICTURE);
}

/** What may be fed, and is zero otherwise. (TensorFlow's optimizer goes around nodes that change nothing, so feeding one of these would be of no effect.) */
function emitStart(graph: GraphBuilder, name: Ref, rank: number): Ref {
  const zero = graph.floats(`${name}/zero`, [0], Array(rank).fill(1));
  return graph.add('PlaceholderWithDefault', name, [zero], {
    dtype: T,
    shape: attr.shape(Array(rank).fill(-1)),
  });
}

function gradientOf(scope: string, layer: string): Ref {
  return `${scope}/${layer}/inspected_gradient`;
}

function startOf(scope: string, layer: string): Ref {
  return `${scope}/${layer}/start`;
}

function layerRefs({ graph, scope }: LayerContext, { traced, emitted }: LayerInGraph): LayerRefs {
  const { name } = traced.layer;
  const at = (node: string): Ref => `inspect/${name}/${node}`;
  const flat = graph.add('Reshape', at('flat'), [emitted.output, graph.ints(at('flat_shape'), [-1])], {
    T,
    Tshape: INT32,
  });
  const range = [graph.ints(at('first'), [0]), graph.ints(at('one'), [1])];
  const hasRelu = 'activation' in traced.layer && traced.layer.activation === 'relu';
  return {
    output: emitted.output,
    fetched: graph.add('Identity', at('fetched'), [emitted.output], { T }),
    probe: graph.add('Slice', at('probe'), [flat, ...range], { T, Index: INT32 }),
    linear: graph.add('Identity', at('linear'), [emitted.linear], { T }),
    gradient: gradientOf(scope, name),
    start: hasRelu ? `${scope}/${name}/relu_gradient` : startOf(scope, name),
    ...emitPeaks(graph, at, emitted.output, traced.output),
  };
}

/** The highest value of each unit, and where. */
function emitPeaks(
  graph: GraphBuilder,
  at: (node: string) => Ref,
  output: Ref,
  shape: TensorShape,
): Pick<LayerRefs, 'peak' | 'peakAt'> {
  if (shape.length > 3) return { peak: undefined, peakAt: undefined };
  const units = shape.at(-1) ?? 1;
  const positions = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const rows = graph.add(
    'Reshape',
    at('rows'),
    [output, graph.ints(at('rows_shape'), [-1, positions, units])],
    {
      T,
      Tshape: INT32,
    },
  );
  return {
    peak: graph.add('Max', at('peak'), [rows, graph.ints(at('peak_axis'), [1])], {
      T,
      Tidx: INT32,
      keep_dims: attr.bool(false),
    }),
    peakAt: graph.add('ArgMax', at('peak_at'), [rows, graph.ints(at('peak_at_axis'), [1], [])], {
      T,
      Tidx: INT32,
      output_type: INT32,
    }),
  };
}
