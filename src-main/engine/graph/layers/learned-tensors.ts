import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import { type Gradient, type LayerContext, type LayerEmitter, readVariable } from '../layer-graph.ts';
import { layerNodes } from './layer-nodes.ts';
import { sliceAxis } from './rearranging.ts';

/** Adds a learned tensor, the same for each picture. */
export const emitLearnedAdd: LayerEmitter<TracedOf<'learned-add'>> = (
  context,
  { layer, input: shape },
  input,
) => {
  const spread = shape.flatMap((size, axis) => (size === layer.shape[axis] ? [] : [axis + 1]));
  const embedding = readVariable(context, `${layer.name}/embedding`);
  const output = layerNodes(context, layer.name).add('AddV2', 'sum', [input, embedding]);
  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient) => ({
      inputs: [gradient],
      variables: [embeddingGradient(context, layer.name, gradient, [0, ...spread], layer.shape)],
    }),
  };
};

/** Puts a learned token in front of [batch, tokens, channels]. */
export const emitClassToken: LayerEmitter<TracedOf<'class-token'>> = (
  context,
  { layer, input: [tokens = 0, channels = 0] },
  input,
) => {
  const nodes = layerNodes(context, layer.name);
  const embedding = readVariable(context, `${layer.name}/embedding`);
  const token = nodes.add(
    'BroadcastTo',
    'token',
    [embedding, nodes.batchOf('token_shape', input, [1, channels])],
    {
      Tidx: attr.type('int32'),
    },
  );
  const output = nodes.add('ConcatV2', 'joined', [token, input, nodes.ints('axis', [1], [])], {
    N: attr.int(2),
  });
  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient, [wantsInput]) => {
      const byToken = sliceAxis(nodes, 'token_gradient', gradient, 2, 0, 0, 1);
      return {
        inputs: [wantsInput ? sliceAxis(nodes, 'gradient', gradient, 2, 0, 1, tokens) : undefined],
        variables: [embeddingGradient(context, layer.name, byToken, [0, 1], [channels])],
      };
    },
  };
};

/** The gradient by a learned tensor of `shape`: the sum over the batch and over the axes that the tensor is spread over, in float32. */
function embeddingGradient(
  context: LayerContext,
  layer: string,
  gradient: Ref,
  axes: readonly number[],
  shape: readonly number[],
): Gradient {
  const float = layerNodes(context, layer).toFloat('embedding_gradient/float', gradient);
  const nodes = layerNodes(context, layer, 'float32');
  const sum = nodes.reduce('Sum', 'embedding_gradient/sum', float, axes, false);
  return {
    variable: `${layer}/embedding`,
    value: nodes.reshape('embedding_gradient', sum, shape),
    readers: [],
  };
}
