import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import type { Ref } from '../graph-builder.ts';
import { type LayerContext, type LayerEmitter, readVariable } from '../layer-graph.ts';
import { convolve, type Movement } from './convolution.ts';
import { convolveDilated } from './dilated-convolution.ts';
import { emitWithKernel, type KernelProduct } from './emit-with-kernel.ts';
import { convolveGroups } from './grouped-convolution.ts';
import { layerNodes } from './layer-nodes.ts';
import { isNarrow, narrowKernelGradient } from './narrow-convolution.ts';

/** Convolution of [batch, height, width, in] with a kernel [height, width, in / groups, out], bias, activation. */
export const emitConv: LayerEmitter<TracedOf<'conv'>> = (context, traced, input) => {
  const kernel = readVariable(context, `${traced.layer.name}/kernel`);
  return emitWithKernel(context, traced.layer, convolution(context, traced, [input, kernel]));
};

/** Depthwise convolution of [batch, height, width, in] with a kernel [height, width, in, multiplier], bias, activation. */
export const emitDepthwiseConv: LayerEmitter<TracedOf<'depthwise-conv'>> = (context, traced, input) => {
  const { layer, input: shape } = traced;
  const nodes = layerNodes(context, layer.name);
  const kernel = readVariable(context, `${layer.name}/kernel`);
  const inner = (value: Ref, movement: Movement): KernelProduct =>
    convolve(nodes, 'depthwise', [value, kernel], [...layer.kernel, shape[2], layer.multiplier], movement);
  return emitWithKernel(context, layer, undilated(context, traced, input, inner));
};

/**
 * CUDA's kernels know gradients of groups and dilation. On a processor only oneDNN's do, which always has them for float32; for the short types it depends on
 * the processor, so there the layer is taken apart.
 */
function convolution(
  context: LayerContext,
  traced: TracedOf<'conv'>,
  [input, kernel]: readonly [Ref, Ref],
): KernelProduct {
  const { layer, input: shape } = traced;
  const nodes = layerNodes(context, layer.name);
  const groups = layer.groups ?? 1;
  const kernelShape = [...layer.kernel, shape[2] / groups, layer.filters] as const;
  if (!context.portable && (context.device === 'cuda' || context.compute === 'float32')) {
    return convolve(nodes, 'conv', [input, kernel], kernelShape, layer);
  }
  const kernelGradient =
    context.compute === 'bfloat16' && isNarrow(traced)
      ? (gradient: Ref) => narrowKernelGradient(nodes, traced, input, gradient)
      : undefined;
  return undilated(context, traced, input, (value, movement) =>
    groups === 1
      ? convolve(nodes, 'conv', [value, kernel], kernelShape, movement, { kernelGradient })
      : convolveGroups(nodes, groups, [value, kernel], kernelShape, movement),
  );
}

/** Has a dilation done by `convolveDilated`; `inner` gets none. */
function undilated(
  context: LayerContext,
  { layer, input: [height, width] }: TracedOf<'conv' | 'depthwise-conv'>,
  input: Ref,
  inner: (input: Ref, movement: Movement) => KernelProduct,
): KernelProduct {
  const { stride, padding, dilation = [1, 1] } = layer;
  if (dilation.every((step) => step === 1)) return inner(input, { stride, padding });
  const nodes = layerNodes(context, layer.name);
  return convolveDilated(nodes, [height, width], layer.kernel, { stride, padding, dilation }, input, inner);
}
