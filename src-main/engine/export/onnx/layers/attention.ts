import { relativePositions, windowMask } from '../../../../../src-shared/nets/attention-windows.ts';
import type { TracedOf } from '../../../../../src-shared/nets/trace-shapes.ts';
import { type OnnxEmitter, PLAIN } from '../onnx-context.ts';

export const emitLearnedAdd: OnnxEmitter<TracedOf<'learned-add'>> = (context, { layer, output }, input) => {
  const embedding = context.weights(`${layer.name}/embedding`, layer.shape);
  const name = context.graph.add('Add', `${layer.name}/sum`, [context.plain(input), embedding]);
  return { name, shape: output, layout: PLAIN };
};

/** The token is repeated for as many pictures as there are. */
export const emitClassToken: OnnxEmitter<TracedOf<'class-token'>> = (context, { layer, output }, input) => {
  const { graph } = context;
  const at = (node: string): string => `${layer.name}/${node}`;
  const value = context.plain(input);
  const channels = output.at(-1) ?? 1;
  const token = context.weights(`${layer.name}/embedding`, [1, 1, channels]);
  const batch = graph.add('Shape', at('batch'), [value], { start: { int: 0 }, end: { int: 1 } });
  const one = graph.ints(at('one_token'), [1, channels]);
  const shape = graph.add('Concat', at('tokens_shape'), [batch, one], { axis: { int: 0 } });
  const tokens = graph.add('Expand', at('tokens'), [token, shape]);
  const name = graph.add('Concat', at('joined'), [tokens, value], { axis: { int: 1 } });
  return { name, shape: output, layout: PLAIN };
};

/** The table is looked up when the file is written: what is added is [heads, places, places]. */
export const emitRelativePositionBias: OnnxEmitter<TracedOf<'relative-position-bias'>> = (
  context,
  { layer, output },
  input,
) => {
  const [heads = 1, places = 1] = output.slice(-3);
  const positions = relativePositions(layer.window);
  const bias = context.weights(`${layer.name}/embedding`, [heads, places, places], (table) =>
    Float32Array.from(
      { length: heads * positions.length },
      (_, index) =>
        table[(positions[index % positions.length] ?? 0) * heads + Math.floor(index / positions.length)] ?? 0,
    ),
  );
  const name = context.graph.add('Add', `${layer.name}/sum`, [context.plain(input), bias]);
  return { name, shape: output, layout: PLAIN };
};

export const emitWindowMask: OnnxEmitter<TracedOf<'window-mask'>> = (context, { layer, output }, input) => {
  const [windows = 1, , places = 1] = output;
  const numbers = windowMask(layer.grid, layer.window, layer.shift);
  const mask = context.constant(`${layer.name}/mask`, numbers, [windows, 1, places, places]);
  const name = context.graph.add('Add', `${layer.name}/sum`, [context.plain(input), mask]);
  return { name, shape: output, layout: PLAIN };
};
