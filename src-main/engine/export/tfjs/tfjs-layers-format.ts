import { AppError } from '../../../../src-shared/errors.ts';
import type { KerasLayer } from '../../../../src-shared/nets/keras/keras-layer.ts';
import { kerasLayers } from '../../../../src-shared/nets/keras/keras-layers.ts';
import { missingInTfjsLayers } from '../../../../src-shared/nets/keras/tfjs-layers.ts';
import { PICTURE } from '../../../../src-shared/nets/layer-spec.ts';
import type { BuiltNet } from '../../../../src-shared/nets/net-spec.ts';
import { modelName } from '../../../../src-shared/nets/source/keras-source.ts';
import { netVariables } from '../../../../src-shared/nets/variables.ts';
import { normalisationOf } from '../about-model.ts';
import type { ExportFormat, ExportSource } from '../export-format.ts';
import { openTfjsModel } from './open-tfjs-model.ts';
import { type TfjsWeight, writeTfjsModel } from './write-tfjs-model.ts';

/** A layers model of TensorFlow.js, which can be trained further there. Throws `unsupported` for networks with layers that it does not have. */
export const tfjsLayersFormat: ExportFormat = {
  async write(source, path) {
    checkLayers(source.net);
    const layers = kerasLayers(source.net, normalisationOf(source));
    const topology = {
      keras_version: '2.15.0',
      backend: 'tensorflow',
      model_config: modelConfig(source.net, layers.flatMap(tfjsLayers)),
    };
    const model = { format: 'layers-model', modelTopology: topology } as const;
    await writeTfjsModel(source, model, weightsOf(source, layers), path);
  },

  open: (source, path) => openTfjsModel(source, path, (tf, url) => tf.loadLayersModel(url)),
};

function checkLayers(net: BuiltNet): void {
  const missing = missingInTfjsLayers(net);
  if (missing === undefined) return;
  throw new AppError(
    'unsupported',
    `${net.title} cannot be a TensorFlow.js layers model: ${missing}, which those do not know. Export a graph model (tfjs-graph) instead; every network can be one.`,
  );
}

/** A layer as TensorFlow.js has it: it has no normalisation by constants, and its global poolings keep no axes. */
function tfjsLayers(layer: KerasLayer): KerasLayer[] {
  if (layer.className === 'Normalization') {
    const config = { axis: [3], epsilon: 0, center: false, scale: false, trainable: false };
    return [{ ...layer, className: 'BatchNormalization', config }];
  }
  if (layer.config['keepdims'] !== true) return [layer];
  const pooled = { ...layer, name: `${layer.name}_pooled`, config: {} };
  const shaped = { className: 'Reshape', config: { target_shape: layer.output }, inputs: [pooled.name] };
  return [pooled, { ...layer, ...shaped }];
}

/** Keras 2's way of writing a functional model, which is TensorFlow.js'. */
function modelConfig(net: BuiltNet, layers: readonly KerasLayer[]): object {
  const input = {
    class_name: 'InputLayer',
    name: PICTURE,
    config: { batch_input_shape: [null, ...net.input], dtype: 'float32', sparse: false, name: PICTURE },
    inbound_nodes: [],
  };
  const entries = layers.map(({ className, name, config, inputs }) => ({
    class_name: className,
    name,
    config: { name, trainable: true, ...config },
    inbound_nodes: [inputs.map((source) => [source, 0, 0, {}])],
  }));
  return {
    class_name: 'Functional',
    config: {
      name: modelName(net.name),
      layers: [input, ...entries],
      input_layers: [[PICTURE, 0, 0]],
      output_layers: [[layers.at(-1)?.name ?? PICTURE, 0, 0]],
    },
  };
}

/** The variables by the names that TensorFlow.js gives them, and those of the normalisation. */
function weightsOf({ net, input, read }: ExportSource, layers: readonly KerasLayer[]): TfjsWeight[] {
  const depthwise = new Set(
    net.layers.filter(({ type }) => type === 'depthwise-conv').map(({ name }) => name),
  );
  const normalising = layers.find(({ className }) => className === 'Normalization')?.name ?? '';
  const constant = (name: string, values: Float32Array): TfjsWeight => ({
    name: `${normalising}/${name}`,
    shape: [values.length],
    dtype: 'float32',
    load: async () => values,
  });
  return [
    constant('moving_mean', input.mean),
    constant(
      'moving_variance',
      input.deviation.map((value) => value ** 2),
    ),
    ...netVariables(net).map(
      ({ name, shape, layer, role }): TfjsWeight => ({
        name: depthwise.has(layer) && role === 'kernel' ? `${layer}/depthwise_kernel` : name,
        shape,
        dtype: 'float32',
        load: () => read(name),
      }),
    ),
  ];
}
