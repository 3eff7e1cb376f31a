import { attr, type Ref } from '../graph-builder.ts';
import { convolve, type Movement } from './convolution.ts';
import type { KernelProduct } from './emit-with-kernel.ts';
import type { LayerNodes } from './layer-nodes.ts';

const CHANNELS = 3;

/**
 * Convolution in `groups` as that many convolutions of a part of the channels each, put behind one another: for kernels of TensorFlow that know no
 * gradient of groups. Both the value's channels and the filters, the last axis of both, are cut in order.
 */
export function convolveGroups(
  nodes: LayerNodes,
  groups: number,
  [input, kernel]: readonly [input: Ref, kernel: Ref],
  kernelShape: readonly [number, number, number, number],
  movement: Movement,
): KernelProduct {
  const inputs = split('input_parts', input);
  const kernels = split('kernel_parts', kernel);
  const [height, width, channels, filters] = kernelShape;
  const partShape = [height, width, channels, filters / groups];
  const parts = inputs.map((part, index) =>
    convolve(nodes, 'conv', [part, kernels[index] ?? kernel], partShape, movement, { part: `_${index}` }),
  );

  return {
    output: join(
      'conv',
      parts.map((part) => part.output),
    ),
    backward: (gradient, wantsInput) => {
      const gradients = split('gradient_parts', gradient);
      const back = parts.map((part, index) => part.backward(gradients[index] ?? gradient, wantsInput));
      return {
        kernel: join(
          'kernel_gradient',
          back.map((part) => part.kernel),
        ),
        input: wantsInput
          ? join(
              'input_gradient',
              back.flatMap((part) => part.input ?? []),
            )
          : undefined,
      };
    },
  };

  function split(node: string, value: Ref): Ref[] {
    const first = nodes.add('Split', node, [nodes.ints(`${node}_axis`, [CHANNELS], []), value], {
      num_split: attr.int(groups),
    });
    return Array.from({ length: groups }, (_, index) => `${first}:${index}`);
  }

  function join(node: string, values: readonly Ref[]): Ref {
    return nodes.add('ConcatV2', node, [...values, nodes.ints(`${node}_axis`, [CHANNELS], [])], {
      N: attr.int(groups),
    });
  }
}
