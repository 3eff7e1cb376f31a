import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import { type LayerEmitter, plainLayer } from '../layer-graph.ts';
import { type LayerNodes, layerNodes } from './layer-nodes.ts';

/** The same values in row-major order under another shape; the batch stays. */
export const emitReshape: LayerEmitter<TracedOf<'flatten' | 'reshape'>> = (
  context,
  { layer, input: from, output: to },
  input,
) => {
  const nodes = layerNodes(context, layer.name);
  return plainLayer({
    output: nodes.reshape('reshaped', input, [-1, ...to]),
    backward: (gradient) => nodes.reshape('gradient', gradient, [-1, ...from]),
  });
};

/** Axes in another order; the gradient puts them back. */
export const emitTranspose: LayerEmitter<TracedOf<'transpose'>> = (context, { layer }, input) => {
  const nodes = layerNodes(context, layer.name);
  const order = [0, ...layer.permutation.map((axis) => axis + 1)];
  const back = order.map((_, axis) => order.indexOf(axis));
  const transpose = (node: string, value: Ref, permutation: readonly number[]): Ref =>
    nodes.add('Transpose', node, [value, nodes.ints(`${node}_order`, permutation)], {
      Tperm: attr.type('int32'),
    });
  return plainLayer({
    output: transpose('transposed', input, order),
    backward: (gradient) => transpose('gradient', gradient, back),
  });
};

/** Some elements of one axis; the others get a gradient of zero. */
export const emitSlice: LayerEmitter<TracedOf<'slice'>> = (context, { layer, input: shape }, input) => {
  const nodes = layerNodes(context, layer.name);
  const axis = layer.axis < 0 ? layer.axis + shape.length : layer.axis;
  const behind = (shape[axis] ?? 0) - layer.begin - layer.size;
  return plainLayer({
    output: sliceAxis(nodes, 'slice', input, shape.length, axis, layer.begin, layer.size),
    backward: (gradient) => {
      const margins = [[0, 0], ...shape.map((_, a) => (a === axis ? [layer.begin, behind] : [0, 0]))].flat();
      return nodes.add('Pad', 'gradient', [gradient, nodes.ints('margins', margins, [shape.length + 1, 2])], {
        Tpaddings: attr.type('int32'),
      });
    },
  });
};

/** Elements `begin` to `begin` + `size` of an axis (0 is the first one behind the batch) of a value with `rank` axes behind the batch. */
export function sliceAxis(
  nodes: LayerNodes,
  node: string,
  value: Ref,
  rank: number,
  axis: number,
  begin: number,
  size: number,
): Ref {
  const perAxis = (others: number, own: number): number[] =>
    Array.from({ length: rank + 1 }, (_, index) => (index === axis + 1 ? own : others));
  const begins = nodes.ints(`${node}_begin`, perAxis(0, begin));
  const sizes = nodes.ints(`${node}_size`, perAxis(-1, size));
  return nodes.add('Slice', node, [value, begins, sizes], { Index: attr.type('int32') });
}

/** Moves along axes with wrapping; the gradient moves back. */
export const emitRoll: LayerEmitter<TracedOf<'roll'>> = (context, { layer }, input) => {
  const nodes = layerNodes(context, layer.name);
  const roll = (node: string, value: Ref, shifts: readonly number[]): Ref => {
    const axes = nodes.ints(
      `${node}_axes`,
      layer.axes.map((axis) => axis + 1),
    );
    return nodes.add('Roll', node, [value, nodes.ints(`${node}_shifts`, shifts), axes], {
      Tshift: attr.type('int32'),
      Taxis: attr.type('int32'),
    });
  };
  return plainLayer({
    output: roll('rolled', input, layer.shifts),
    backward: (gradient) =>
      roll(
        'gradient',
        gradient,
        layer.shifts.map((shift) => -shift),
      ),
  });
};
