import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import type { LayerEmitter } from '../layer-graph.ts';
import { layerNodes } from './layer-nodes.ts';

/** A matrix of a product: its node, and whether its last two axes are swapped first. */
type Factor = readonly [value: Ref, isTransposed: boolean];

/**
 * Products of matrices over the last two axes, times `scale`. For C = A · B the gradients are g · Bᵀ and Aᵀ · g; that of a matrix which was
 * transposed is the transposed one, so (X · Y)ᵀ = Yᵀ · Xᵀ.
 */
export const emitMatmul: LayerEmitter<TracedOf<'matmul'>> = (context, { layer }, first, second = first) => {
  const nodes = layerNodes(context, layer.name);
  const { transposeA = false, transposeB = false, scale = 1 } = layer;
  const multiply = (node: string, [a, adjointA]: Factor, [b, adjointB]: Factor): Ref =>
    nodes.add('BatchMatMulV2', node, [a, b], { adj_x: attr.bool(adjointA), adj_y: attr.bool(adjointB) });
  const scaled = (node: string, value: Ref): Ref =>
    scale === 1 ? value : nodes.add('Mul', node, [value, nodes.number(`${node}_by`, scale)]);

  const a = scaled('scaled', first);
  const output = multiply('product', [a, transposeA], [second, transposeB]);
  const byFirst = (gradient: Ref): Ref =>
    transposeA
      ? multiply('first_product', [second, transposeB], [gradient, true])
      : multiply('first_product', [gradient, false], [second, !transposeB]);
  const bySecond = (gradient: Ref): Ref =>
    transposeB
      ? multiply('second_gradient', [gradient, true], [a, transposeA])
      : multiply('second_gradient', [a, !transposeA], [gradient, false]);
  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient, [wantsFirst, wantsSecond]) => ({
      inputs: [
        wantsFirst ? scaled('first_gradient', byFirst(gradient)) : undefined,
        wantsSecond ? bySecond(gradient) : undefined,
      ],
      variables: [],
    }),
  };
};
