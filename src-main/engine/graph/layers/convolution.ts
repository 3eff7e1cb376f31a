import type { Padding } from '../../../../src-shared/nets/layer-specs/common.ts';
import { type Attr, attr, type Ref } from '../graph-builder.ts';
import type { KernelProduct } from './emit-with-kernel.ts';
import type { LayerNodes } from './layer-nodes.ts';

/** How a kernel moves, `[height, width]`. */
export interface Movement {
  readonly stride: readonly [number, number];
  readonly padding: Padding;
  readonly dilation?: readonly [number, number] | undefined;
}

interface ConvolveOptions {
  readonly part?: string;
  readonly kernelGradient?: ((gradient: Ref) => Ref) | undefined;
}

/** TensorFlow's three nodes of one kind of convolution. */
const KINDS = {
  conv: ['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput'],
  depthwise: [
    'DepthwiseConv2dNative',
    'DepthwiseConv2dNativeBackpropFilter',
    'DepthwiseConv2dNativeBackpropInput',
  ],
} as const;

/**
 * Convolution of [batch, height, width, channels] by TensorFlow's own kernels. Where the kernel has fewer input channels than the value, these are groups. `part` goes
 * into the names of nodes, for layers that need several convolutions; `kernelGradient` stands in for TensorFlow's.
 */
export function convolve(
  nodes: LayerNodes,
  kind: keyof typeof KINDS,
  [input, kernel]: readonly [input: Ref, kernel: Ref],
  kernelShape: readonly number[],
  movement: Movement,
  { part = '', kernelGradient }: ConvolveOptions = {},
): KernelProduct {
  const [forward, byKernel, byInput] = KINDS[kind];
  const attrs: Record<string, Attr> = {
    strides: attr.ints([1, ...movement.stride, 1]),
    dilations: attr.ints([1, ...(movement.dilation ?? [1, 1]), 1]),
    padding: attr.string(movement.padding.toUpperCase()),
    data_format: attr.string('NHWC'),
  };
  const byTensorFlow = (gradient: Ref): Ref => {
    const kernelSizes = nodes.ints(`kernel_shape${part}`, kernelShape);
    return nodes.add(byKernel, `kernel_gradient${part}`, [input, kernelSizes, gradient], attrs);
  };
  return {
    output: nodes.add(forward, `conv${part}`, [input, kernel], attrs),
    backward: (gradient, wantsInput) => ({
      kernel: kernelGradient?.(gradient) ?? byTensorFlow(gradient),
      input: wantsInput
        ? nodes.add(
            byInput,
            `input_gradient${part}`,
            [nodes.shapeOf(`input_shape${part}`, input), kernel, gradient],
            attrs,
          )
        : undefined,
    }),
  };
}
