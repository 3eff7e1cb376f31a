import type { TracedOf } from '../../../../../src-shared/nets/trace-shapes.ts';
import { type OnnxContext, type OnnxEmitter, type OnnxValue, PLAIN, transpose } from '../onnx-context.ts';
import type { ValueName } from '../onnx-graph.ts';
import { activate } from './activation.ts';

/** By the moving averages. ONNX wants the channels behind the batch: there they are in vectors and in feature maps; other tensors are turned for it. */
export const emitBatchNorm: OnnxEmitter<TracedOf<'batch-norm'>> = (context, { layer, output }, input) => {
  const channels = output.slice(-1);
  const own = (name: string): ValueName => context.weights(`${layer.name}/${name}`, channels);
  const normalise = (value: ValueName): ValueName =>
    context.graph.add(
      'BatchNormalization',
      `${layer.name}/normalised`,
      [value, own('gamma'), own('beta'), own('moving_mean'), own('moving_variance')],
      { epsilon: { float: layer.epsilon } },
    );
  const normalised = normaliseChannels(context, layer.name, input, normalise);
  return { ...normalised, name: activate(context, layer.name, layer.activation, normalised.name) };
};

function normaliseChannels(
  context: OnnxContext,
  layer: string,
  input: OnnxValue,
  normalise: (value: ValueName) => ValueName,
): OnnxValue {
  const { shape } = input;
  if (shape.length === 3)
    return { shape, name: normalise(context.channelsFirst(input)), layout: { kind: 'channels-first' } };
  if (shape.length === 1) return { shape, name: normalise(context.plain(input)), layout: PLAIN };
  const last = shape.length;
  const others = Array.from({ length: last - 1 }, (_, axis) => axis + 1);
  const turned = transpose(context.graph, `${layer}/turned`, context.plain(input), [0, last, ...others]);
  const back = [0, ...others.map((axis) => axis + 1), 1];
  return { shape, name: transpose(context.graph, `${layer}/back`, normalise(turned), back), layout: PLAIN };
}

export const emitLayerNorm: OnnxEmitter<TracedOf<'layer-norm'>> = (context, { layer, output }, input) => {
  const own = (name: string): ValueName => context.weights(`${layer.name}/${name}`, output.slice(-1));
  const name = context.graph.add(
    'LayerNormalization',
    `${layer.name}/normalised`,
    [context.plain(input), own('gamma'), own('beta')],
    { axis: { int: -1 }, epsilon: { float: layer.epsilon } },
  );
  return { name, shape: output, layout: PLAIN };
};

/** ONNX divides alpha by the number of channels that are summed over. */
export const emitLrn: OnnxEmitter<TracedOf<'lrn'>> = (context, { layer, output }, input) => {
  const size = 2 * layer.radius + 1;
  const name = context.graph.add('LRN', `${layer.name}/normalised`, [context.channelsFirst(input)], {
    alpha: { float: layer.alpha * size },
    beta: { float: layer.beta },
    bias: { float: layer.bias },
    size: { int: size },
  });
  return { name, shape: output, layout: { kind: 'channels-first' } };
};
