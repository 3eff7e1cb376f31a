import type { TracedOf } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import { type LayerContext, type LayerEmitter, readFloat } from '../layer-graph.ts';
import { activate } from './activation.ts';
import { layerNodes } from './layer-nodes.ts';

type TracedBatchNorm = TracedOf<'batch-norm'>;

/**
 * Batch normalisation of [batch, height, width, channels], or of anything else as pictures of one pixel (Ioffe and Szegedy 2015, algorithm 1). Statistics,
 * gamma, beta and the moving averages are float32 whatever the compute type. Training normalises by the batch and moves the averages; otherwise by
 * the averages.
 */
export const emitBatchNorm: LayerEmitter<TracedBatchNorm> = (context, traced, value) => {
  const { layer, output: shape } = traced;
  const { name } = layer;
  const nodes = layerNodes(context, name);
  const read = (variable: string): Ref => readFloat(context, `${name}/${variable}`);
  const attrs = {
    U: attr.type('float32'),
    epsilon: attr.float(layer.epsilon),
    data_format: attr.string('NHWC'),
    is_training: attr.bool(context.training),
  };
  const isPicture = shape.length === 3;
  const channels = shape.at(-1) ?? 1;
  const toPicture = (node: string, tensor: Ref): Ref =>
    isPicture ? tensor : nodes.reshape(node, tensor, [-1, 1, 1, channels]);
  const fromPicture = (node: string, tensor: Ref): Ref =>
    isPicture ? tensor : nodes.reshape(node, tensor, [-1, ...shape]);

  const input = toPicture('input', value);
  const gamma = read('gamma');
  const none = (node: string): Ref => context.graph.floats(nodes.at(node), [], [0]);
  // In training TensorFlow takes no averages in: an empty list says so.
  const averages = context.training
    ? [none('no_mean'), none('no_variance')]
    : [read('moving_mean'), read('moving_variance')];
  const norm = nodes.add('FusedBatchNormV3', 'norm', [input, gamma, read('beta'), ...averages], attrs);
  const linear = fromPicture('linear', norm);
  const activated = activate(context, name, layer.activation, linear);

  return {
    output: activated.output,
    linear,
    updates: context.training
      ? [
          moveAverage(context, traced, 'moving_mean', `${norm}:1`),
          moveAverage(context, traced, 'moving_variance', batchVariance(context, traced, `${norm}:2`, input)),
        ]
      : [],
    backward: (gradient) => {
      const inner = toPicture('gradient_picture', activated.backward(gradient));
      const reserved = [`${norm}:3`, `${norm}:4`, `${norm}:5`];
      const back = nodes.add('FusedBatchNormGradV3', 'gradient', [inner, input, gamma, ...reserved], attrs);
      return {
        inputs: [fromPicture('input_gradient', back)],
        variables: [
          { variable: `${name}/gamma`, value: `${back}:1`, readers: [] },
          { variable: `${name}/beta`, value: `${back}:2`, readers: [] },
        ],
      };
    },
  };
};

/**
 * The batch's variance as Keras has it, the mean of squares. TensorFlow's node gives n / (n − 1) of that, where n counts a channel's elements: nothing for
 * feature maps, but twice as much for vectors in a batch of two.
 */
function batchVariance(
  context: LayerContext,
  { layer, output: shape }: TracedBatchNorm,
  variance: Ref,
  input: Ref,
): Ref {
  const at = (node: string): string => `variance/${node}`;
  const nodes = layerNodes(context, layer.name, 'float32');
  const size = layerNodes(context, layer.name).add('Size', at('size'), [input], {
    out_type: attr.type('int32'),
  });
  const float = context.graph.cast(nodes.at(at('size_float')), size, 'int32', 'float32');
  const inverse = nodes.add('RealDiv', at('inverse'), [
    nodes.number(at('channels'), shape.at(-1) ?? 1),
    float,
  ]);
  const share = nodes.add('Sub', at('share'), [nodes.number(at('one'), 1), inverse]);
  return nodes.add('Mul', at('value'), [variance, share]);
}

/** moving −= (1 − momentum) · (moving − batch), which is Keras' rule. */
function moveAverage(context: LayerContext, { layer }: TracedBatchNorm, variable: string, batch: Ref): Ref {
  const nodes = layerNodes(context, layer.name, 'float32');
  const at = (node: string): string => `${variable}/${node}`;
  const old = readFloat(context, `${layer.name}/${variable}`);
  const difference = nodes.add('Sub', at('difference'), [old, batch]);
  const change = nodes.add('Mul', at('change'), [difference, nodes.number(at('share'), 1 - layer.momentum)]);
  return context.graph.add(
    'AssignSubVariableOp',
    nodes.at(at('move')),
    [context.handle(`${layer.name}/${variable}`), change],
    { dtype: attr.type('float32') },
  );
}
