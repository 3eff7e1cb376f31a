import type { LayersModel } from '@tensorflow/tfjs-node-gpu';
import type { LayerSpec } from '../../../src-shared/nets/layer-spec.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import type { TensorFlow } from '../tensorflow/load-tensorflow.ts';

type Tf = TensorFlow['tf'];
type Layer = Parameters<ReturnType<Tf['sequential']>['add']>[0];

/**
 * The network as a tfjs model whose last layer gives logits. Every activation is a layer of its own (`activationOf`), so that what comes before it
 * can be looked at. Dropout is left to the session, which knows the step that
 * seeds it; a dropout layer only marks its place.
 */
export function buildModel(tf: Tf, net: BuiltNet): LayersModel {
  const model = tf.sequential();
  for (const [index, layer] of net.layers.entries()) {
    model.add(tfjsLayer(tf, layer, index === 0 ? { inputShape: [...net.input] } : {}));
    const activation = 'activation' in layer ? layer.activation : undefined;
    if (activation && activation !== 'linear' && activation !== 'softmax') {
      model.add(tf.layers.activation({ name: activationOf(layer.name), activation }));
    }
  }
  return model;
}

/** Name of the tfjs layer that applies the activation of a layer of the network. */
export function activationOf(layer: string): string {
  return `${layer}_activation`;
}

function tfjsLayer(tf: Tf, layer: LayerSpec, first: { inputShape?: number[] }): Layer {
  switch (layer.type) {
    case 'conv':
      return tf.layers.conv2d({
        ...first,
        name: layer.name,
        filters: layer.filters,
        kernelSize: [...layer.kernel],
        strides: [...layer.stride],
        padding: layer.padding,
        useBias: layer.bias,
      });
    case 'batch-norm':
      return tf.layers.batchNormalization({
        ...first,
        name: layer.name,
        epsilon: layer.epsilon,
        momentum: layer.momentum,
      });
    case 'max-pool':
      return tf.layers.maxPooling2d({
        ...first,
        name: layer.name,
        poolSize: [...layer.size],
        strides: [...layer.stride],
        padding: layer.padding,
      });
    case 'flatten':
      return tf.layers.flatten({ ...first, name: layer.name });
    case 'dense':
      return tf.layers.dense({ ...first, name: layer.name, units: layer.units });
    case 'dropout':
      return tf.layers.activation({ name: layer.name, activation: 'linear' });
    default:
      throw new Error(`No eager layer for ${layer.type}`);
  }
}
