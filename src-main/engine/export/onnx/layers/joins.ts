import type { TracedOf } from '../../../../../src-shared/nets/trace-shapes.ts';
import {
  axisOf,
  CHANNELS_FIRST,
  type Layout,
  type OnnxContext,
  type OnnxEmitter,
  type OnnxValue,
  PLAIN,
} from '../onnx-context.ts';
import type { ValueName } from '../onnx-graph.ts';
import { activate } from './activation.ts';

/** Brings values to one layout: feature maps stay channels-first where one of them is. */
function aligned(context: OnnxContext, inputs: readonly OnnxValue[]): { names: ValueName[]; layout: Layout } {
  const isFirst = inputs.some(({ layout }) => layout.kind === 'channels-first');
  return {
    names: inputs.map(isFirst ? context.channelsFirst : context.plain),
    layout: isFirst ? CHANNELS_FIRST : PLAIN,
  };
}

/** Two at a time, so that every runtime takes it; sums of more are rare. */
export const emitAdd: OnnxEmitter<TracedOf<'add'>> = (context, { layer, output }, _, inputs) => {
  const { names, layout } = aligned(context, inputs);
  const sum = names.reduce((total, name, index) =>
    context.graph.add('Add', `${layer.name}/sum_${index}`, [total, name]),
  );
  return { name: activate(context, layer.name, layer.activation, sum), shape: output, layout };
};

export const emitMultiply: OnnxEmitter<TracedOf<'multiply'>> = (context, { layer, output }, _, inputs) => {
  const { names, layout } = aligned(context, inputs);
  return { name: context.graph.add('Mul', `${layer.name}/product`, names), shape: output, layout };
};

export const emitConcatenate: OnnxEmitter<TracedOf<'concatenate'>> = (
  context,
  { layer, output },
  _,
  inputs,
) => {
  const { names, layout } = aligned(context, inputs);
  const axis = axisOf({ name: '', shape: output, layout }, layer.axis);
  const name = context.graph.add('Concat', `${layer.name}/joined`, names, { axis: { int: axis } });
  return { name, shape: output, layout };
};
