import { isCustomLayer, type KerasLayer, type KerasValue, type Normalisation } from '../keras/keras-layer.ts';
import { kerasLayers } from '../keras/keras-layers.ts';
import { PICTURE } from '../layer-spec.ts';
import type { BuiltNet } from '../net-spec.ts';
import { CUSTOM_LAYER_SOURCE } from './keras-custom-layers.ts';
import { localNames } from './local-names.ts';
import { PYTHON_KEYWORDS, plainLine, pythonValue, shapeComment } from './python-text.ts';

/** Arguments that are written without their names, in this order. */
const POSITIONAL: Readonly<Record<string, readonly string[]>> = {
  Conv2D: ['filters', 'kernel_size'],
  DepthwiseConv2D: ['kernel_size'],
  MaxPooling2D: ['pool_size'],
  AveragePooling2D: ['pool_size'],
  Dense: ['units'],
  Dropout: ['rate'],
  Activation: ['activation'],
  Reshape: ['target_shape'],
  Permute: ['dims'],
  Rescaling: ['scale'],
};

/** Arguments for height and width that one number can stand for. */
const SIZES = ['kernel_size', 'pool_size', 'strides', 'dilation_rate'];

const TAKEN = [...PYTHON_KEYWORDS, 'keras', 'layers', 'ops', 'np', 'build', 'x', PICTURE];

/**
 * The network as Python for Keras 3, any backend: a function `build()` that gives a functional model from pictures to class probabilities, with the names of
 * our layers, and the classes of layers that Keras does not have. Pictures are already normalised, unless `normalisation` says how the model is to do it.
 */
export function kerasSource(net: BuiltNet, normalisation?: Normalisation): string {
  const all = kerasLayers(net, normalisation);
  const custom = [...new Set(all.map(({ className }) => className))].filter(isCustomLayer);
  const needsNumpy = custom.some((name) => CUSTOM_LAYER_SOURCE[name].includes('np.'));
  const imports = [
    ...(needsNumpy ? ['import numpy as np', ''] : []),
    'import keras',
    `from keras import layers${custom.length > 0 ? ', ops' : ''}`,
  ];
  return [
    `# ${plainLine(net.title)}. Shapes are behind each line, without the batch: (height, width, channels).`,
    ...imports.filter((line) => line !== ''),
    '',
    '',
    ...custom.flatMap((name) => [CUSTOM_LAYER_SOURCE[name], '']),
    'def build():',
    `    ${PICTURE} = keras.Input(${pythonValue(net.input)}, name="${PICTURE}")  # ${inputComment(normalisation)}`,
    ...buildLines(all).map((line) => `    ${line}`),
    `    return keras.Model(${PICTURE}, x, name=${pythonValue(modelName(net.name))})`,
    '',
    '',
    'if __name__ == "__main__":',
    '    build().summary()',
    '',
  ].join('\n');
}

/** Keras' names begin with a letter and have neither blanks nor dashes. */
export function modelName(net: string): string {
  const name = net.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return /^[a-z]/.test(name) ? name : `net_${name}`;
}

function inputComment(normalisation: Normalisation | undefined): string {
  return normalisation ? 'RGB, 0 to 255' : 'RGB less the mean, by the deviation';
}

/** One line a layer. What only the next line reads is `x`; all else has the name of its layer. */
function buildLines(layers: readonly KerasLayer[]): string[] {
  const variables = localNames(layers, TAKEN);
  return layers.map((layer) => {
    const [first = PICTURE, ...others] = layer.inputs.map((input) => variables.get(input) ?? PICTURE);
    const inputs = others.length > 0 ? `[${[first, ...others].join(', ')}]` : first;
    const call = `${pythonCall(layer)}(${inputs})`;
    return `${variables.get(layer.name)} = ${call}${shapeComment(layer.output)}`;
  });
}

/** `layers.Conv2D(96, 11, strides=4, name="conv2d")`. */
function pythonCall({ className, name, config }: KerasLayer): string {
  const positional = POSITIONAL[className] ?? [];
  const named = Object.entries(config).filter(([key]) => !positional.includes(key));
  const values = [
    ...positional.filter((key) => key in config).map((key) => pythonArgument(key, config[key] ?? null)),
    ...named.map(([key, value]) => `${key}=${pythonArgument(key, value)}`),
    `name="${name}"`,
  ];
  return `${isCustomLayer(className) ? '' : 'layers.'}${className}(${values.join(', ')})`;
}

function pythonArgument(key: string, value: KerasValue): string {
  const isSquare = SIZES.includes(key) && Array.isArray(value) && value[0] === value[1];
  return pythonValue(isSquare ? (value[0] ?? null) : value);
}
