import type { HiddenActivation } from '../../../../src-shared/nets/layer-specs/common.ts';
import type { Ref } from '../graph-builder.ts';
import type { EmittedLayer, LayerContext, Transformed } from '../layer-graph.ts';
import { activate } from './activation.ts';
import { addBias, biasGradient } from './bias.ts';
import { layerNodes } from './layer-nodes.ts';

/** A product of values and a kernel, and the way back to both. */
export interface KernelProduct {
  readonly output: Ref;
  readonly backward: (gradient: Ref, wantsInput: boolean) => { kernel: Ref; input: Ref | undefined };
}

/** What follows the product with a kernel. */
interface Ending {
  readonly name: string;
  readonly bias: boolean;
  readonly activation?: HiddenActivation | 'softmax' | undefined;
}

/** The layer around a product with its kernel: bias, activation, and `ending` behind that where there is one. */
export function emitWithKernel(
  context: LayerContext,
  { name, bias, activation }: Ending,
  product: KernelProduct,
  ending: (activated: Ref) => Transformed = (output) => ({ output, backward: (gradient) => gradient }),
): EmittedLayer {
  const linear = bias ? addBias(context, name, product.output) : product.output;
  const activated = activate(context, name, activation, linear);
  const end = ending(activated.output);

  return {
    output: end.output,
    linear,
    updates: [],
    backward: (gradient, [wantsInput = false]) => {
      const inner = activated.backward(end.backward(gradient));
      const back = product.backward(inner, wantsInput);
      const byKernel = {
        variable: `${name}/kernel`,
        value: layerNodes(context, name).toFloat('kernel_gradient_float', back.kernel),
        readers: back.input ? [back.input] : [],
      };
      return {
        inputs: [back.input],
        variables: bias ? [byKernel, biasGradient(context, name, inner)] : [byKernel],
      };
    },
  };
}
