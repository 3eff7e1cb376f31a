import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src-shared/errors.ts';
import { kerasConfig } from '../../../../src-shared/nets/keras/keras-config.ts';
import { netFromKerasJson } from '../../../../src-shared/nets/keras/net-from-keras-json.ts';
import { type BuiltNet, NetName } from '../../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../../src-shared/nets/nets.ts';
import { traceShapes } from '../../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../../src-shared/nets/variables.ts';
import { netsWith, PART_NAMES } from '../../../helpers/random-nets.ts';

const NORMALISATION = { mean: [120, 110, 100], deviation: [70, 75, 80] };

/** Layers with everything that they read by name. */
function reading({ input, layers }: Pick<BuiltNet, 'input' | 'layers'>): object[] {
  return traceShapes({ input, layers }).map(({ layer, sources }) => ({ ...layer, inputs: sources }));
}

const again = (net: BuiltNet, normalisation?: typeof NORMALISATION) =>
  netFromKerasJson(JSON.stringify(kerasConfig(net, normalisation)));

/** A sequential model of Keras 3 with these layers between a picture of 8 × 8 and a dense layer of two classes. */
function sequential(...layers: readonly object[]): string {
  const all = [
    { class_name: 'InputLayer', config: { batch_shape: [null, 8, 8, 3], name: 'in' } },
    ...layers,
    { class_name: 'Flatten', config: { name: 'end_flatten' } },
    { class_name: 'Dense', config: { name: 'end', units: 2, activation: 'softmax' } },
  ];
  return JSON.stringify({ class_name: 'Sequential', config: { name: 'tried', layers: all } });
}

describe('a network written as Keras’ JSON and read again is the same:', () => {
  test.each(NetName.options)('%s', (name) => {
    const net = netSpec(name, 10);
    expect(reading(again(net))).toEqual(reading(net));
    expect(reading(again(net, NORMALISATION))).toEqual(reading(net));
  });

  test.each(PART_NAMES)('random networks with %s have the same variables and sizes', (part) => {
    fc.assert(
      fc.property(netsWith(part), (net) => {
        const read = again(net);
        expect(netVariables(read)).toEqual(netVariables(net));
        // An activation of its own behind normalisation or a sum has become a part of that.
        expect(again({ ...net, layers: read.layers })).toEqual(read);
      }),
      { numRuns: 20 },
    );
  });
});

describe('Keras’ JSON is read', () => {
  test('of Keras 2, where layers are called by lists and sequential models say their size in the first layer', () => {
    const layers = [
      {
        class_name: 'Conv2D',
        config: {
          name: 'Conv/One',
          batch_input_shape: [null, 8, 8, 3],
          filters: 4,
          kernel_size: [3, 3],
          strides: [1, 1],
          padding: 'same',
          data_format: 'channels_last',
          activation: 'linear',
          use_bias: false,
          kernel_initializer: { class_name: 'GlorotUniform', config: { seed: null } },
        },
      },
      { class_name: 'BatchNormalization', config: { name: 'bn', axis: [3], momentum: 0.9, epsilon: 0.001 } },
      { class_name: 'ReLU', config: { name: 'relu', max_value: null, negative_slope: 0, threshold: 0 } },
      { class_name: 'Flatten', config: { name: 'flatten' } },
      { class_name: 'Dense', config: { name: 'logits', units: 5, activation: 'linear' } },
      { class_name: 'Activation', config: { name: 'probabilities', activation: 'softmax' } },
    ];
    const expected = [
      {
        type: 'conv',
        name: 'conv_one',
        filters: 4,
        kernel: [3, 3],
        stride: [1, 1],
        padding: 'same',
        bias: false,
      },
      { type: 'batch-norm', name: 'bn', epsilon: 0.001, momentum: 0.9, activation: 'relu' },
      { type: 'flatten', name: 'flatten' },
      { type: 'dense', name: 'logits', units: 5, activation: 'softmax' },
    ];
    const model = { class_name: 'Sequential', config: { name: 'old', layers } };
    expect(netFromKerasJson(JSON.stringify(model))).toEqual({
      name: 'old',
      input: [8, 8, 3],
      layers: expected,
    });
    const inbound = (name: string) => [[[name, 0, 0, {}]]];
    const names = layers.map(({ config }) => config.name);
    const functional = {
      class_name: 'Model',
      config: {
        name: 'old',
        layers: [
          {
            class_name: 'InputLayer',
            name: 'input_1',
            config: { batch_input_shape: [null, 8, 8, 3], name: 'input_1' },
          },
          ...layers.map((layer, index) => ({
            ...layer,
            name: names[index],
            inbound_nodes: inbound(names[index - 1] ?? 'input_1'),
          })),
        ],
        input_layers: [['input_1', 0, 0]],
        output_layers: [['probabilities', 0, 0]],
      },
    };
    const tensorFlowJs = {
      format: 'layers-model',
      modelTopology: { keras_version: 'tfjs', model_config: functional },
    };
    expect(netFromKerasJson(JSON.stringify(tensorFlowJs)).layers).toEqual(expected);
  });

  test('with −1 in a reshape worked out', () => {
    const text = sequential({ class_name: 'Reshape', config: { name: 'r', target_shape: [4, -1, 3] } });
    expect(netFromKerasJson(text).layers[0]).toEqual({ type: 'reshape', name: 'r', shape: [4, 16, 3] });
  });
});

describe('what networks here cannot have is refused with the name of the layer:', () => {
  const layer = (class_name: string, config: object) =>
    sequential({ class_name, config: { name: 'odd', ...config } });
  test.each([
    ['an unknown layer', layer('LSTM', { units: 3 }), /odd is a LSTM.*They can have Conv2D/],
    ['a name that every object has', layer('constructor', {}), /odd is a constructor/],
    [
      'channels first',
      layer('Conv2D', { filters: 1, kernel_size: 1, data_format: 'channels_first' }),
      /odd has channels first/,
    ],
    [
      'another activation',
      layer('Conv2D', { filters: 1, kernel_size: 1, activation: 'selu' }),
      /odd \(Conv2D\).*activation/,
    ],
    ['a leaking ReLU', layer('ReLU', { negative_slope: 0.1 }), /odd \(ReLU\).*negative_slope/],
    [
      'normalisation of rows',
      layer('BatchNormalization', { axis: 1 }),
      /odd \(BatchNormalization\) normalises axis 1/,
    ],
    ['a window that is too large', layer('MaxPooling2D', { pool_size: 9 }), /odd has a 9 × 9 pool/],
    [
      'rescaling within',
      sequential(
        { class_name: 'ReLU', config: { name: 'a' } },
        { class_name: 'Rescaling', config: { name: 'odd', scale: 2 } },
      ),
      /odd \(Rescaling\) rescales something else/,
    ],
    ['no JSON', '{', /no JSON/],
    ['another JSON', '[1, 2]', /no Keras model/],
    ['a subclassed model', JSON.stringify({ class_name: 'MyModel', config: { layers: [] } }), /is a MyModel/],
  ])('%s', (_, text, message) => {
    expect(() => netFromKerasJson(text)).toThrow(message);
  });

  test('a layer that is used twice, and layers in a circle', () => {
    const net = netSpec('resnet-50', 3);
    const change = (edit: (layers: Record<string, unknown>[]) => void): string => {
      const model = JSON.parse(JSON.stringify(kerasConfig(net)));
      edit(model.config.layers);
      return JSON.stringify(model);
    };
    const twice = change(([, first]) => {
      const nodes = first?.['inbound_nodes'];
      if (first && Array.isArray(nodes)) first['inbound_nodes'] = [...nodes, ...nodes];
    });
    expect(() => netFromKerasJson(twice)).toThrow(/conv2d is used in 2 places/);
    const circle = change(([, first, second]) => {
      if (first && second) first['inbound_nodes'] = JSON.parse(JSON.stringify(second['inbound_nodes']));
    });
    expect(() => netFromKerasJson(circle)).toThrow(/circle/);
  });

  test('anything else is an error for people, whatever is changed', () => {
    const text = JSON.stringify(kerasConfig(netSpec('alexnet-bn', 3)));
    const hostile = fc.oneof(fc.jsonValue(), fc.constantFrom(null, -1, 1e9, '__proto__', [], {}));
    fc.assert(
      fc.property(fc.nat(), hostile, (at, value) => {
        const places: [Record<string, unknown>, string][] = [];
        const model: unknown = JSON.parse(text, function (this: Record<string, unknown>, key, found) {
          if (key !== '') places.push([this, key]);
          return found;
        });
        const place = places[at % places.length];
        if (place) place[0][place[1]] = value;
        try {
          netFromKerasJson(JSON.stringify(model));
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
