import type { HiddenActivation } from '../../../../../src-shared/nets/layer-specs/common.ts';
import type { TracedOf } from '../../../../../src-shared/nets/trace-shapes.ts';
import { axisOf, type OnnxContext, type OnnxEmitter } from '../onnx-context.ts';
import type { ValueName } from '../onnx-graph.ts';

/** What a layer does to its output; `softmax` is a layer of its own. */
export function activate(
  { graph }: OnnxContext,
  layer: string,
  activation: HiddenActivation | 'linear' | undefined,
  value: ValueName,
): ValueName {
  const name = `${layer}/${activation}`;
  switch (activation) {
    case 'relu':
      return graph.add('Relu', name, [value]);
    case 'tanh':
      return graph.add('Tanh', name, [value]);
    case 'sigmoid':
      return graph.add('Sigmoid', name, [value]);
    case 'gelu':
      return graph.add('Gelu', name, [value]);
    case 'swish':
      return graph.add('Mul', name, [value, graph.add('Sigmoid', `${name}/sigmoid`, [value])]);
    case 'linear':
    case undefined:
      return value;
  }
}

/** The layout stays, also that of the axis which softmax is over. */
export const emitActivation: OnnxEmitter<TracedOf<'activation'>> = (context, { layer }, input) => {
  if (layer.activation !== 'softmax')
    return { ...input, name: activate(context, layer.name, layer.activation, input.name) };
  const value = input.layout.kind === 'flattened' ? context.plain(input) : input.name;
  const axis = { int: axisOf(input, -1) };
  const layout = input.layout.kind === 'flattened' ? ({ kind: 'plain' } as const) : input.layout;
  return { ...input, layout, name: context.graph.add('Softmax', `${layer.name}/softmax`, [value], { axis }) };
};
