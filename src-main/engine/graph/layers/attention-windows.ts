import { relativePositions, windowMask } from '../../../../src-shared/nets/attention-windows.ts';
import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import { type LayerEmitter, plainLayer, readVariable } from '../layer-graph.ts';
import { type LayerNodes, layerNodes } from './layer-nodes.ts';

const int32 = attr.type('int32');

/** Adds to scores [batch, …, heads, n, n] what the table [positions, heads] holds for each pair of places (Swin, equation 4). */
export const emitRelativePositionBias: LayerEmitter<TracedOf<'relative-position-bias'>> = (
  context,
  { layer, input: shape },
  input,
) => {
  const { name, window } = layer;
  const places = window[0] * window[1];
  const positions = (2 * window[0] - 1) * (2 * window[1] - 1);
  const heads = shape.at(-3) ?? 1;
  const nodes = layerNodes(context, name);
  const rows = nodes.ints('rows', relativePositions(window));
  const table = readVariable(context, `${name}/embedding`);
  const byPair = context.graph.add(
    'GatherV2',
    nodes.at('by_pair'),
    [table, rows, nodes.ints('gather_axis', [0], [])],
    { Tparams: attr.type(context.compute), Tindices: int32, Taxis: int32 },
  );
  const bias = nodes.reshape('bias', swap(nodes, 'by_head', byPair), [heads, places, places]);
  const output = nodes.add('AddV2', 'sum', [input, bias]);

  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient) => ({
      inputs: [gradient],
      variables: [{ variable: `${name}/embedding`, value: tableGradient(gradient), readers: [] }],
    }),
  };

  /** Each row of the table gets the sum over all pairs that it counted for, in float32. */
  function tableGradient(gradient: Ref): Ref {
    const floats = layerNodes(context, name, 'float32');
    const float = nodes.toFloat('table_gradient/float', gradient);
    const leading = Array.from({ length: shape.length - 2 }, (_, axis) => axis);
    const sum = floats.reduce('Sum', 'table_gradient/sum', float, leading, false);
    const flat = floats.reshape('table_gradient/flat', sum, [heads, places * places]);
    const pairs = swap(floats, 'table_gradient/by_pair', flat);
    const segments = floats.ints('table_gradient/positions', [positions], []);
    return floats.add('UnsortedSegmentSum', 'table_gradient', [pairs, rows, segments], {
      Tindices: int32,
      Tnumsegments: int32,
    });
  }
};

/** Adds −100 to scores [batch, windows, heads, n, n] of pairs that a cyclic shift has brought together. */
export const emitWindowMask: LayerEmitter<TracedOf<'window-mask'>> = (context, { layer }, input) => {
  const { graph, compute } = context;
  const nodes = layerNodes(context, layer.name);
  const places = layer.window[0] * layer.window[1];
  const mask = windowMask(layer.grid, layer.window, layer.shift);
  const windows = mask.length / places ** 2;
  const floats = graph.floats(nodes.at('mask_float'), mask, [windows, 1, places, places]);
  const output = nodes.add('AddV2', 'sum', [input, graph.cast(nodes.at('mask'), floats, 'float32', compute)]);
  return plainLayer({ output, backward: (gradient) => gradient });
};

/** The transpose of a matrix. */
function swap(nodes: LayerNodes, node: string, matrix: Ref): Ref {
  return nodes.add('Transpose', node, [matrix, nodes.ints(`${node}_order`, [1, 0])], { Tperm: int32 });
}
