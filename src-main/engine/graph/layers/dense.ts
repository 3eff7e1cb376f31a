import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr } from '../graph-builder.ts';
import { type LayerEmitter, readVariable } from '../layer-graph.ts';
import { activate, activationGradient } from './activation.ts';
import { addBias, biasGradient } from './bias.ts';
import { drop } from './dropout.ts';

type TracedDense = Extract<TracedLayer, { kind: 'dense' }>;

/** [batch, in] times a kernel [in, out], bias, activation, dropout. A softmax is left to the loss. */
export const emitDense: LayerEmitter<TracedDense> = (context, { layer }, input) => {
  const { graph, scope, compute } = context;
  const at = (node: string): string => `${scope}/${layer.name}/${node}`;
  const T = attr.type(compute);
  const multiply = (name: string, a: string, b: string, transposed: 'a' | 'b' | 'neither'): string =>
    graph.add('MatMul', at(name), [a, b], {
      T,
      transpose_a: attr.bool(transposed === 'a'),
      transpose_b: attr.bool(transposed === 'b'),
    });
  const activation = layer.activation === 'softmax' ? 'linear' : layer.activation;
  const kernel = readVariable(context, `${layer.name}/kernel`);
  const linear = addBias(context, layer.name, multiply('product', input, kernel, 'neither'));
  const activated = activate(context, layer.name, activation, linear);
  const dropped = drop(context, layer.name, layer.dropout ?? 0, activated);

  return {
    output: dropped.output,
    linear,
    updates: [],
    backward: (gradient, wantsInput) => {
      const kept = dropped.backward(gradient);
      const inner = activationGradient(context, layer.name, activation, activated, kept);
      const byKernel = multiply('kernel_gradient', input, inner, 'a');
      const byInput = wantsInput ? multiply('input_gradient', inner, kernel, 'b') : undefined;
      return {
        input: byInput,
        variables: [
          {
            variable: `${layer.name}/kernel`,
            value: graph.cast(at('kernel_gradient_float'), byKernel, compute, 'float32'),
            readers: byInput ? [byInput] : [],
          },
          biasGradient(context, layer.name, inner),
        ],
      };
    },
  };
};
