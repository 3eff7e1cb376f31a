import type { TracedOf } from '../../../../../src-shared/nets/trace-shapes.ts';
import {
  axisOf,
  isOnePixel,
  type OnnxContext,
  type OnnxEmitter,
  type OnnxValue,
  PLAIN,
  reshape,
  transpose,
} from '../onnx-context.ts';
import type { OnnxGraph, ValueName } from '../onnx-graph.ts';

/** A channels-first feature map is flattened as it lies; what reads it takes that into account. */
export const emitFlatten: OnnxEmitter<TracedOf<'flatten'>> = (context, { layer, output }, input) => {
  const [height, width, channels] = input.shape;
  const isFirst = input.layout.kind === 'channels-first';
  const value = isFirst ? input.name : context.plain(input);
  const name = context.graph.add('Flatten', `${layer.name}/vector`, [value], { axis: { int: 1 } });
  if (!isFirst || isOnePixel(input.shape)) return { name, shape: output, layout: PLAIN };
  return {
    name,
    shape: output,
    layout: { kind: 'flattened', from: [height ?? 1, width ?? 1, channels ?? 1] },
  };
};

export const emitReshape: OnnxEmitter<TracedOf<'reshape'>> = (context, { layer, output }, input) => ({
  name: reshape(context.graph, `${layer.name}/reshaped`, context.plain(input), output),
  shape: output,
  layout: PLAIN,
});

export const emitTranspose: OnnxEmitter<TracedOf<'transpose'>> = (context, { layer, output }, input) => ({
  name: transpose(context.graph, `${layer.name}/transposed`, context.plain(input), [
    0,
    ...layer.permutation.map((axis) => axis + 1),
  ]),
  shape: output,
  layout: PLAIN,
});

export const emitSlice: OnnxEmitter<TracedOf<'slice'>> = (context, { layer, output }, input) => {
  const value = sliceable(context, input);
  const name = slice(
    context.graph,
    `${layer.name}/slice`,
    value.name,
    axisOf(value, layer.axis),
    layer.begin,
    layer.begin + layer.size,
  );
  return { ...value, name, shape: output };
};

/** What falls off at the end of an axis comes in at its start: the two parts change places. */
export const emitRoll: OnnxEmitter<TracedOf<'roll'>> = (context, { layer }, input) => {
  const { graph } = context;
  const value = sliceable(context, input);
  let { name } = value;
  for (const [index, axis] of layer.axes.entries()) {
    const size = value.shape[axis] ?? 1;
    const shift = (((layer.shifts[index] ?? 0) % size) + size) % size;
    if (shift === 0) continue;
    const place = axisOf(value, axis);
    const at = `${layer.name}/axis_${index}`;
    const end = slice(graph, `${at}/end`, name, place, size - shift, size);
    const start = slice(graph, `${at}/start`, name, place, 0, size - shift);
    name = graph.add('Concat', `${at}/rolled`, [end, start], { axis: { int: place } });
  }
  return { ...value, name };
};

/** The value as it lies where its axes are still there, else in the order of the description. */
function sliceable(context: OnnxContext, input: OnnxValue): OnnxValue {
  return input.layout.kind === 'flattened' ? { ...input, name: context.plain(input), layout: PLAIN } : input;
}

/** Elements `begin` to `end` of an axis, which is counted with the batch. */
export function slice(
  graph: OnnxGraph,
  name: string,
  value: ValueName,
  axis: number,
  begin: number,
  end: number,
): ValueName {
  const ints = (what: string, at: number): ValueName => graph.ints(`${name}/${what}`, [at]);
  return graph.add('Slice', name, [value, ints('begin', begin), ints('end', end), ints('axis', axis)]);
}
