import type { LayerSpec, LayerType, UnnamedLayer } from './layer-spec.ts';

/** Keras' class of each layer type, as its summary prints it: `conv2d (Conv2D)`. */
export const KERAS_CLASS: Record<LayerType, string> = {
  conv: 'Conv2D',
  'batch-norm': 'BatchNormalization',
  'max-pool': 'MaxPooling2D',
  flatten: 'Flatten',
  dropout: 'Dropout',
  dense: 'Dense',
};

const KERAS_NAME: Record<LayerType, string> = {
  conv: 'conv2d',
  'batch-norm': 'batch_normalization',
  'max-pool': 'max_pooling2d',
  flatten: 'flatten',
  dropout: 'dropout',
  dense: 'dense',
};

/** Gives each layer the name that Keras would: `conv2d`, `conv2d_1`, … counted for each type. */
export function nameLayers(layers: readonly UnnamedLayer[]): LayerSpec[] {
  const seen = new Map<LayerType, number>();
  return layers.map((layer) => {
    const index = seen.get(layer.type) ?? 0;
    seen.set(layer.type, index + 1);
    const base = KERAS_NAME[layer.type];
    return { ...layer, name: index === 0 ? base : `${base}_${index}` };
  });
}
