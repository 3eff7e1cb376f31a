import type { LayerOf } from '../../../../src-shared/nets/layer-spec.ts';
import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr } from '../graph-builder.ts';
import { type Gradient, type LayerEmitter, readVariable } from '../layer-graph.ts';
import { activate, activationGradient } from './activation.ts';
import { addBias, biasGradient } from './bias.ts';

type TracedConv = Extract<TracedLayer, { kind: 'window' }> & { layer: LayerOf<'conv'> };

/** Convolution of [batch, height, width, in] with a kernel [height, width, in, out], bias, activation. */
export const emitConv: LayerEmitter<TracedConv> = (context, { layer, input: inputShape }, input) => {
  const { graph, scope, compute } = context;
  const at = (node: string): string => `${scope}/${layer.name}/${node}`;
  const attrs = {
    T: attr.type(compute),
    strides: attr.ints([1, ...layer.stride, 1]),
    padding: attr.string(layer.padding.toUpperCase()),
    data_format: attr.string('NHWC'),
  };
  const activation = layer.activation ?? 'linear';
  const kernel = readVariable(context, `${layer.name}/kernel`);
  const product = graph.add('Conv2D', at('conv'), [input, kernel], attrs);
  const linear = layer.bias ? addBias(context, layer.name, product) : product;
  const output = activate(context, layer.name, activation, linear);

  return {
    output,
    linear,
    updates: [],
    backward: (gradient, wantsInput) => {
      const inner = activationGradient(context, layer.name, activation, output, gradient);
      const kernelShape = graph.ints(at('kernel_shape'), [...layer.kernel, inputShape[2], layer.filters]);
      const byKernel = graph.add(
        'Conv2DBackpropFilter',
        at('kernel_gradient'),
        [input, kernelShape, inner],
        attrs,
      );
      const byInput = wantsInput
        ? graph.add(
            'Conv2DBackpropInput',
            at('input_gradient'),
            [shapeOf(at('input_shape')), kernel, inner],
            attrs,
          )
        : undefined;
      const gradients: Gradient[] = [
        {
          variable: `${layer.name}/kernel`,
          value: graph.cast(at('kernel_gradient_float'), byKernel, compute, 'float32'),
          readers: byInput ? [byInput] : [],
        },
      ];
      if (layer.bias) gradients.push(biasGradient(context, layer.name, inner));
      return { input: byInput, variables: gradients };
    },
  };

  function shapeOf(name: string): string {
    return graph.add('Shape', name, [input], { T: attr.type(compute), out_type: attr.type('int32') });
  }
};
