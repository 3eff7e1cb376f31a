import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import { type LayerContext, type LayerEmitter, readVariable } from '../layer-graph.ts';
import { drop } from './dropout.ts';
import { emitWithKernel, type KernelProduct } from './emit-with-kernel.ts';
import { layerNodes } from './layer-nodes.ts';

type TracedDense = TracedOf<'dense'>;

/**
 * [batch, …, in] times a kernel [in, units], bias, activation, dropout. The softmax of the
 * network's last layer is left to the loss.
 */
export const emitDense: LayerEmitter<TracedDense> = (context, traced, input) => {
  const { name, activation, bias = true, dropout = 0 } = traced.layer;
  const isLeftOut = activation === 'linear' || name === context.logits;
  return emitWithKernel(
    context,
    { name, bias, activation: isLeftOut ? undefined : activation },
    product(context, traced, input),
    (activated) => drop(context, name, dropout, activated),
  );
};

/** The product over the last axis; all axes before it become one for it. */
function product(
  context: LayerContext,
  { layer, input: inputShape, output: outputShape }: TracedDense,
  input: Ref,
): KernelProduct {
  const nodes = layerNodes(context, layer.name);
  const isVector = inputShape.length === 1;
  const toRows = (node: string, value: Ref, size: number): Ref =>
    isVector ? value : nodes.reshape(node, value, [-1, size]);
  const fromRows = (node: string, value: Ref, shape: readonly number[]): Ref =>
    isVector ? value : nodes.reshape(node, value, [-1, ...shape]);
  const multiply = (node: string, a: Ref, b: Ref, transposed: 'a' | 'b' | 'neither'): Ref =>
    nodes.add('MatMul', node, [a, b], {
      transpose_a: attr.bool(transposed === 'a'),
      transpose_b: attr.bool(transposed === 'b'),
    });

  const kernel = readVariable(context, `${layer.name}/kernel`);
  const rows = toRows('rows', input, inputShape.at(-1) ?? 1);
  return {
    output: fromRows('product', multiply('row_product', rows, kernel, 'neither'), outputShape),
    backward: (gradient, wantsInput) => {
      const rowGradient = toRows('row_gradient', gradient, layer.units);
      return {
        kernel: multiply('kernel_gradient', rows, rowGradient, 'a'),
        input: wantsInput
          ? fromRows('input_gradient', multiply('row_input_gradient', rowGradient, kernel, 'b'), inputShape)
          : undefined,
      };
    },
  };
}
