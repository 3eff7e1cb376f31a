import type { LayerSpec, LayerType, UnnamedLayer } from './layer-spec.ts';

const KERAS_CLASSES: Record<Exclude<LayerType, 'global-pool'>, string> = {
  conv: 'Conv2D',
  'depthwise-conv': 'DepthwiseConv2D',
  'max-pool': 'MaxPooling2D',
  'average-pool': 'AveragePooling2D',
  'min-pool': 'MinPooling2D',
  'batch-norm': 'BatchNormalization',
  'layer-norm': 'LayerNormalization',
  lrn: 'LocalResponseNormalization',
  activation: 'Activation',
  dropout: 'Dropout',
  'stochastic-depth': 'StochasticDepth',
  dense: 'Dense',
  'learned-add': 'PositionEmbedding',
  'class-token': 'ClassToken',
  'relative-position-bias': 'RelativePositionBias',
  'window-mask': 'WindowMask',
  add: 'Add',
  multiply: 'Multiply',
  concatenate: 'Concatenate',
  matmul: 'Matmul',
  flatten: 'Flatten',
  reshape: 'Reshape',
  transpose: 'Permute',
  slice: 'Slice',
  roll: 'Roll',
};

/** Keras' class of a layer, as its summary prints it: `conv2d (Conv2D)`; a name of that kind where Keras has no such layer. */
export function kerasClass(layer: UnnamedLayer): string {
  if (layer.type !== 'global-pool') return KERAS_CLASSES[layer.type];
  return layer.mode === 'average' ? 'GlobalAveragePooling2D' : 'GlobalMaxPooling2D';
}

/** Gives each layer the name that Keras would: `conv2d`, `conv2d_1`, … counted for each class. */
export function nameLayers(layers: readonly UnnamedLayer[]): LayerSpec[] {
  const nextName = layerNamer();
  return layers.map((layer) => ({ ...layer, name: nextName(layer) }));
}

/** Names one layer after another, as `nameLayers` does, for who needs a name before the list is complete. */
export function layerNamer(): (layer: UnnamedLayer) => string {
  const seen = new Map<string, number>();
  return (layer) => {
    const base = snakeCase(kerasClass(layer));
    const index = seen.get(base) ?? 0;
    seen.set(base, index + 1);
    return index === 0 ? base : `${base}_${index}`;
  };
}

/** `MaxPooling2D` to `max_pooling2d`. */
function snakeCase(kerasClass: string): string {
  return kerasClass.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}
