import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import type { LayerEmitter } from '../layer-graph.ts';
import { activate } from './activation.ts';
import { layerNodes } from './layer-nodes.ts';

/** The sum of the inputs, then an activation; each input has the sum's gradient. */
export const emitAdd: LayerEmitter<TracedOf<'add'>> = (context, { layer }, ...inputs) => {
  const nodes = layerNodes(context, layer.name);
  const linear =
    inputs.length === 2
      ? nodes.add('AddV2', 'sum', inputs)
      : nodes.add('AddN', 'sum', inputs, { N: attr.int(inputs.length) });
  const { output, backward } = activate(context, layer.name, layer.activation, linear);
  return {
    output,
    linear,
    updates: [],
    backward: (gradient, wanted) => {
      const inner = backward(gradient);
      return { inputs: wanted.map((isWanted) => (isWanted ? inner : undefined)), variables: [] };
    },
  };
};

/** The product of two inputs; where the second is spread over axes, its gradient is the sum over them. */
export const emitMultiply: LayerEmitter<TracedOf<'multiply'>> = (
  context,
  { layer, inputs: [firstShape = [], secondShape = []] },
  first,
  second = first,
) => {
  const nodes = layerNodes(context, layer.name);
  const spread = firstShape.flatMap((size, axis) => (size === secondShape[axis] ? [] : [axis + 1]));
  const output = nodes.add('Mul', 'product', [first, second]);
  const bySecond = (gradient: Ref): Ref => {
    const product = nodes.add('Mul', 'second_product', [gradient, first]);
    return spread.length === 0 ? product : nodes.reduce('Sum', 'second_gradient', product, spread, true);
  };
  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient, [wantsFirst, wantsSecond]) => ({
      inputs: [
        wantsFirst ? nodes.add('Mul', 'first_gradient', [gradient, second]) : undefined,
        wantsSecond ? bySecond(gradient) : undefined,
      ],
      variables: [],
    }),
  };
};

/** Inputs behind one another along an axis; the gradient is cut into their parts. */
export const emitConcatenate: LayerEmitter<TracedOf<'concatenate'>> = (
  context,
  { layer, inputs: shapes, output: { length: rank } },
  ...inputs
) => {
  const nodes = layerNodes(context, layer.name);
  const axis = layer.axis < 0 ? layer.axis + rank : layer.axis;
  const output = nodes.add('ConcatV2', 'joined', [...inputs, nodes.ints('axis', [axis + 1], [])], {
    N: attr.int(inputs.length),
  });
  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient, wanted) => {
      const sizes = nodes.ints(
        'sizes',
        shapes.map((shape) => shape[axis] ?? 0),
      );
      const parts = nodes.add(
        'SplitV',
        'gradient_parts',
        [gradient, sizes, nodes.ints('gradient_axis', [axis + 1], [])],
        { num_split: attr.int(inputs.length), Tlen: attr.type('int32') },
      );
      return {
        inputs: wanted.map((isWanted, index) => (isWanted ? `${parts}:${index}` : undefined)),
        variables: [],
      };
    },
  };
};
