import { PICTURE } from '../layer-spec.ts';
import type { BuiltNet, TensorShape } from '../net-spec.ts';
import { modelName } from '../source/keras-source.ts';
import { CUSTOM_PACKAGE, isCustomLayer, type KerasLayer, type Normalisation } from './keras-layer.ts';
import { kerasLayers } from './keras-layers.ts';

/**
 * The network as Keras 3's `to_json` writes a functional model, from pictures to class probabilities; what `config.json` of a `.keras` file is. Layers that
 * Keras does not have are written as registered by the generated source.
 */
export function kerasConfig(net: BuiltNet, normalisation?: Normalisation): object {
  const layers = kerasLayers(net, normalisation);
  const shapes = new Map<string, TensorShape>([[PICTURE, net.input]]);
  for (const { name, output } of layers) shapes.set(name, output);
  const tensor = (name: string): object => ({
    class_name: '__keras_tensor__',
    config: {
      shape: [null, ...(shapes.get(name) ?? [])],
      dtype: 'float32',
      keras_history: [name, 0, 0],
    },
  });
  const input = {
    module: 'keras.layers',
    class_name: 'InputLayer',
    config: { batch_shape: [null, ...net.input], dtype: 'float32', sparse: false, name: PICTURE },
    registered_name: null,
    name: PICTURE,
    inbound_nodes: [],
  };
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name: modelName(net.name),
      trainable: true,
      layers: [input, ...layers.map((layer) => toEntry(layer, tensor))],
      input_layers: [PICTURE, 0, 0],
      output_layers: [layers.at(-1)?.name ?? PICTURE, 0, 0],
    },
    registered_name: 'Functional',
    build_config: { input_shape: null },
  };
}

function toEntry({ className, name, config, inputs }: KerasLayer, tensor: (name: string) => object): object {
  const tensors = inputs.map(tensor);
  const isCustom = isCustomLayer(className);
  return {
    module: isCustom ? null : 'keras.layers',
    class_name: className,
    config: { name, trainable: true, ...config },
    registered_name: isCustom ? `${CUSTOM_PACKAGE}>${className}` : null,
    name,
    inbound_nodes: [{ args: tensors.length > 1 ? [tensors] : tensors, kwargs: {} }],
  };
}
