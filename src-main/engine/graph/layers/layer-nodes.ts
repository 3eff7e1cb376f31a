import { type Attr, attr, type DType, type Ref } from '../graph-builder.ts';
import type { LayerContext } from '../layer-graph.ts';

/** Adds nodes of one element type whose names begin with those of the scope and the layer. */
export interface LayerNodes {
  /** The full name of a node of the layer. */
  readonly at: (node: string) => string;
  /** Adds a node whose attribute T is the element type; `after`: nodes that must have run before. */
  readonly add: (
    op: string,
    node: string,
    inputs: readonly Ref[],
    attrs?: Record<string, Attr>,
    after?: readonly Ref[],
  ) => Ref;
  /** An int32 constant of these values. */
  readonly ints: (node: string, values: readonly number[], shape?: readonly number[]) => Ref;
  /** A scalar constant of the element type. */
  readonly number: (node: string, value: number) => Ref;
  /** The value under another shape; at most one size may be −1. */
  readonly reshape: (node: string, value: Ref, shape: readonly number[]) => Ref;
  /** The shape of a value as int32 [rank], for sizes that only the run knows. */
  readonly shapeOf: (node: string, value: Ref) => Ref;
  /** The shape [batch, …shape] as int32, with the batch of `value`. */
  readonly batchOf: (node: string, value: Ref, shape: readonly number[]) => Ref;
  /** Sum or mean over axes, the batch being axis 0; axes stay, with size 1, where `keepDims`. */
  readonly reduce: (
    op: 'Sum' | 'Mean',
    node: string,
    value: Ref,
    axes: readonly number[],
    keepDims: boolean,
  ) => Ref;
  /** A value of the element type as float32, and back. */
  readonly toFloat: (node: string, value: Ref) => Ref;
  readonly fromFloat: (node: string, value: Ref) => Ref;
}

/** Nodes of a layer, of the compute type unless another one is given. */
export function layerNodes(
  { graph, scope, compute }: LayerContext,
  layer: string,
  type: DType = compute,
): LayerNodes {
  const T = attr.type(type);
  const int32 = attr.type('int32');
  const at = (node: string): string => `${scope}/${layer}/${node}`;
  const add: LayerNodes['add'] = (op, node, inputs, attrs = {}, after = []) =>
    graph.add(op, at(node), inputs, { T, ...attrs }, after);
  const shapeOf: LayerNodes['shapeOf'] = (node, value) => add('Shape', node, [value], { out_type: int32 });
  const ints: LayerNodes['ints'] = (node, values, shape) => graph.ints(at(node), values, shape);
  return {
    at,
    ints,
    add,
    shapeOf,
    number: (node, value) =>
      graph.cast(at(node), graph.floats(at(`${node}_float`), [value]), 'float32', type),
    reshape: (node, value, shape) =>
      add('Reshape', node, [value, ints(`${node}_shape`, shape)], { Tshape: int32 }),
    batchOf: (node, value, shape) => {
      const [first, one, axis] = [
        ints(`${node}/first`, [0]),
        ints(`${node}/one`, [1]),
        ints(`${node}/axis`, [0], []),
      ];
      const batch = add('Slice', `${node}/batch`, [shapeOf(`${node}/of`, value), first, one], {
        T: int32,
        Index: int32,
      });
      return add('ConcatV2', node, [batch, ints(`${node}/rest`, shape), axis], { T: int32, N: attr.int(2) });
    },
    reduce: (op, node, value, axes, keepDims) =>
      add(op, node, [value, ints(`${node}_axes`, axes)], { Tidx: int32, keep_dims: attr.bool(keepDims) }),
    toFloat: (node, value) => graph.cast(at(node), value, type, 'float32'),
    fromFloat: (node, value) => graph.cast(at(node), value, 'float32', type),
  };
}
