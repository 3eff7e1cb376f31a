import type { LayerOf } from '../../../../src-shared/nets/layer-spec.ts';
import type { TracedLayer } from '../../../../src-shared/nets/trace-shapes.ts';
import { attr, type Ref } from '../graph-builder.ts';
import type { EmittedLayer, LayerContext, LayerEmitter } from '../layer-graph.ts';
import { activate, activationGradient } from './activation.ts';

type TracedBatchNorm = Extract<TracedLayer, { kind: 'element-wise' }> & { layer: LayerOf<'batch-norm'> };

/**
 * Batch normalisation of [batch, height, width, channels], or of [batch, units] as pictures of one pixel (Ioffe and Szegedy 2015, algorithm 1). Statistics, gamma, beta and the
 * moving averages are float32 whatever the compute type. Training normalises by the batch and moves the averages; otherwise by
 * the averages.
 */
export const emitBatchNorm: LayerEmitter<TracedBatchNorm> = (context, { layer, output: shape }, value) => {
  const { graph, scope, compute, training } = context;
  const at = (node: string): string => `${scope}/${layer.name}/${node}`;
  const read = (variable: string): Ref =>
    graph.add('ReadVariableOp', at(`${variable}/read`), [context.handle(`${layer.name}/${variable}`)], {
      dtype: attr.type('float32'),
    });
  const attrs = {
    T: attr.type(compute),
    U: attr.type('float32'),
    epsilon: attr.float(layer.epsilon),
    data_format: attr.string('NHWC'),
    is_training: attr.bool(training),
  };
  const activation = layer.activation ?? 'linear';
  const isVector = shape.length === 1;
  const reshape = (node: string, tensor: Ref, to: readonly number[]): Ref =>
    graph.add('Reshape', at(node), [tensor, graph.ints(at(`${node}_shape`), to)], {
      T: attr.type(compute),
      Tshape: attr.type('int32'),
    });
  const toPicture = (node: string, tensor: Ref): Ref =>
    isVector ? reshape(node, tensor, [-1, 1, 1, ...shape]) : tensor;
  const fromPicture = (node: string, tensor: Ref): Ref =>
    isVector ? reshape(node, tensor, [-1, ...shape]) : tensor;
  const input = toPicture('input', value);
  const gamma = read('gamma');
  // In training TensorFlow takes no averages in: an empty list says so.
  const averages = training
    ? [graph.floats(at('no_mean'), [], [0]), graph.floats(at('no_variance'), [], [0])]
    : [read('moving_mean'), read('moving_variance')];
  const norm = graph.add('FusedBatchNormV3', at('norm'), [input, gamma, read('beta'), ...averages], attrs);
  const linear = fromPicture('linear', norm);
  const output = activate(context, layer.name, activation, linear);

  return {
    output,
    linear,
    updates: training
      ? [
          moveAverage(context, layer, 'moving_mean', `${norm}:1`),
          moveAverage(
            context,
            layer,
            'moving_variance',
            batchVariance(context, layer, norm, input, shape.at(-1) ?? 1),
          ),
        ]
      : [],
    backward: (gradient): ReturnType<EmittedLayer['backward']> => {
      const inner = activationGradient(context, layer.name, activation, output, gradient);
      const back = graph.add(
        'FusedBatchNormGradV3',
        at('gradient'),
        [toPicture('gradient_picture', inner), input, gamma, `${norm}:3`, `${norm}:4`, `${norm}:5`],
        attrs,
      );
      return {
        input: fromPicture('input_gradient', back),
        variables: [
          { variable: `${layer.name}/gamma`, value: `${back}:1`, readers: [] },
          { variable: `${layer.name}/beta`, value: `${back}:2`, readers: [] },
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
  { graph, scope, compute }: LayerContext,
  layer: LayerOf<'batch-norm'>,
  norm: Ref,
  input: Ref,
  channels: number,
): Ref {
  const at = (node: string): string => `${scope}/${layer.name}/variance/${node}`;
  const T = attr.type('float32');
  const size = graph.add('Size', at('size'), [input], {
    T: attr.type(compute),
    out_type: attr.type('int32'),
  });
  const inverse = graph.add(
    'RealDiv',
    at('inverse'),
    [graph.floats(at('channels'), [channels]), graph.cast(at('size_float'), size, 'int32', 'float32')],
    { T },
  );
  const share = graph.add('Sub', at('share'), [graph.floats(at('one'), [1]), inverse], { T });
  return graph.add('Mul', at('value'), [`${norm}:2`, share], { T });
}

/** moving −= (1 − momentum) · (moving − batch), which is Keras' rule. */
function moveAverage(
  { graph, scope, handle }: LayerContext,
  layer: LayerOf<'batch-norm'>,
  variable: string,
  batch: Ref,
): Ref {
  const at = (node: string): string => `${scope}/${layer.name}/${variable}/${node}`;
  const float = { T: attr.type('float32') };
  const resource = handle(`${layer.name}/${variable}`);
  const old = graph.add('ReadVariableOp', at('old'), [resource], { dtype: attr.type('float32') });
  const difference = graph.add('Sub', at('difference'), [old, batch], float);
  const share = graph.floats(at('share'), [1 - layer.momentum]);
  const change = graph.add('Mul', at('change'), [difference, share], float);
  return graph.add('AssignSubVariableOp', at('move'), [resource, change], { dtype: attr.type('float32') });
}
