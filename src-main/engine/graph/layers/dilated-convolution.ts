import { windowAxis } from '../../../../src-shared/nets/window.ts';
import type { Ref } from '../graph-builder.ts';
import type { Movement } from './convolution.ts';
import type { KernelProduct } from './emit-with-kernel.ts';
import type { LayerNodes } from './layer-nodes.ts';

/** Elements before and behind one axis. */
type Margin = readonly [before: number, after: number];

/**
 * Convolution with a dilation (and so with stride 1) for kernels of TensorFlow that know no gradient of it: every d-th row and column is a picture of its own,
 * put into the batch, where `inner` convolves without dilation and padding; then they are put together again.
 */
export function convolveDilated(
  nodes: LayerNodes,
  size: readonly [height: number, width: number],
  kernel: readonly [height: number, width: number],
  { dilation: [rows, columns], padding }: Movement & { dilation: readonly [number, number] },
  input: Ref,
  inner: (input: Ref, movement: Movement) => KernelProduct,
): KernelProduct {
  const axes = [axisMargins(size[0], kernel[0], rows), axisMargins(size[1], kernel[1], columns)];
  const paddings = axes.map((axis) => axis.padding);
  const crops = axes.map((axis) => axis.crop);
  const apart = (node: string, value: Ref, margins: readonly Margin[]): Ref =>
    rearrange('SpaceToBatchND', node, value, margins);
  const together = (node: string, value: Ref, margins: readonly Margin[]): Ref =>
    rearrange('BatchToSpaceND', node, value, margins);

  const convolution = inner(apart('apart', input, paddings), { stride: [1, 1], padding: 'valid' });
  return {
    output: together('together', convolution.output, crops),
    backward: (gradient, wantsInput) => {
      const back = convolution.backward(apart('gradient_apart', gradient, crops), wantsInput);
      return {
        kernel: back.kernel,
        input: back.input && together('gradient_together', back.input, paddings),
      };
    },
  };

  function rearrange(
    op: 'SpaceToBatchND' | 'BatchToSpaceND',
    node: string,
    value: Ref,
    margins: readonly Margin[],
  ): Ref {
    const block = nodes.ints(`${node}_block`, [rows, columns]);
    return nodes.add(op, node, [value, block, nodes.ints(`${node}_margins`, margins.flat(), [2, 2])]);
  }

  /** What is added to an axis so that the window fits as `padding` says and d divides it, and how much of that is in the output. */
  function axisMargins(n: number, m: number, d: number): { padding: Margin; crop: Margin } {
    const { padBefore, padAfter } = windowAxis(n, (m - 1) * d + 1, 1, padding);
    const rest = (n + padBefore + padAfter) % d;
    const fill = rest === 0 ? 0 : d - rest;
    return { padding: [padBefore, padAfter + fill], crop: [0, fill] };
  }
}
