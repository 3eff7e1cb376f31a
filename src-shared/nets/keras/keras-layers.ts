import { PICTURE } from '../layer-spec.ts';
import { kerasClass } from '../name-layers.ts';
import type { Topology } from '../net-spec.ts';
import { type TracedLayer, traceShapes } from '../trace-shapes.ts';
import { uniqueNamer } from '../unique-namer.ts';
import type { KerasLayer, KerasValue, Normalisation } from './keras-layer.ts';

/** One of the Keras layers that a layer of ours becomes; the one that keeps its name holds its variables. */
interface Step {
  readonly className: string;
  readonly config: Readonly<Record<string, KerasValue | undefined>>;
  /** What the name gets behind it; absent for the one that keeps it. */
  readonly suffix?: string;
}

/**
 * The network as Keras layers, each behind those that it reads. Most layers become one of the same name; an activation that Keras' class does not take,
 * dropout behind a dense layer and the two signs of min pooling become layers of their own. With `normalisation` the first one normalises the pictures.
 */
export function kerasLayers(net: Topology, normalisation?: Normalisation): KerasLayer[] {
  const unique = uniqueNamer([PICTURE, ...net.layers.map(({ name }) => name)]);
  const last = new Map<string, string>([[PICTURE, PICTURE]]);
  const layers: KerasLayer[] = [];
  if (normalisation) {
    const name = unique('normalization');
    last.set(PICTURE, name);
    layers.push({ ...normalisingLayer(normalisation), name, inputs: [PICTURE], output: net.input });
  }
  for (const traced of traceShapes(net)) {
    let inputs = traced.sources.map((source) => last.get(source) ?? source);
    const steps = stepsOf(traced);
    for (const [index, { className, config, suffix }] of steps.entries()) {
      const name = suffix ? unique(`${traced.layer.name}_${suffix}`) : traced.layer.name;
      // Only the last step may change the shape that the steps before it kept, and min pooling's first one keeps the input's.
      const output = suffix === 'negative' && index === 0 ? traced.input : traced.output;
      layers.push({ className, name, config: given(config), inputs, output });
      inputs = [name];
    }
    last.set(traced.layer.name, inputs[0] ?? traced.layer.name);
  }
  return layers;
}

function normalisingLayer({ mean, deviation }: Normalisation): Pick<KerasLayer, 'className' | 'config'> {
  return {
    className: 'Normalization',
    config: { axis: -1, mean: [...mean], variance: deviation.map((value) => value ** 2) },
  };
}

function stepsOf(traced: TracedLayer): Step[] {
  const { layer } = traced;
  switch (layer.type) {
    case 'min-pool': {
      // Keras does not read it without its offset.
      const negative = { className: 'Rescaling', config: { scale: -1, offset: 0 } };
      const { size, stride, padding } = layer;
      return [
        { ...negative, suffix: 'negative' },
        { className: 'MaxPooling2D', config: poolConfig(size, stride, padding) },
        { ...negative, suffix: 'positive' },
      ];
    }
    case 'batch-norm':
    case 'add': {
      const own = { className: kerasClass(layer), config: configOf(traced) };
      const { activation } = layer;
      return activation
        ? [own, { className: 'Activation', config: { activation }, suffix: activation }]
        : [own];
    }
    case 'dense': {
      const own = { className: 'Dense', config: configOf(traced) };
      const rate = layer.dropout ?? 0;
      return rate > 0 ? [own, { className: 'Dropout', config: { rate }, suffix: 'dropout' }] : [own];
    }
    case 'stochastic-depth': {
      const { rate } = layer;
      const noise_shape = [null, ...traced.input.map(() => 1)];
      return [{ className: 'Dropout', config: { rate, noise_shape } }];
    }
    case 'global-pool': {
      const axes = traced.input.length === 2 ? '1D' : '2D';
      const className = layer.mode === 'average' ? `GlobalAveragePooling${axes}` : `GlobalMaxPooling${axes}`;
      return [{ className, config: configOf(traced) }];
    }
    default:
      return [{ className: kerasClass(layer), config: configOf(traced) }];
  }
}

/** Arguments of the layer's own class; `undefined` stands for Keras' default. */
function configOf(traced: TracedLayer): Step['config'] {
  const { layer } = traced;
  switch (layer.type) {
    case 'conv':
      return {
        filters: layer.filters,
        ...kernelConfig(layer),
        groups: (layer.groups ?? 1) > 1 ? layer.groups : undefined,
        activation: layer.activation,
        use_bias: layer.bias ? undefined : false,
      };
    case 'depthwise-conv':
      return {
        ...kernelConfig(layer),
        depth_multiplier: layer.multiplier > 1 ? layer.multiplier : undefined,
        activation: layer.activation,
        use_bias: layer.bias ? undefined : false,
      };
    case 'max-pool':
    case 'average-pool':
      return poolConfig(layer.size, layer.stride, layer.padding);
    case 'global-pool':
      return { keepdims: layer.keepDims || undefined };
    case 'batch-norm':
      return { momentum: layer.momentum, epsilon: layer.epsilon };
    case 'layer-norm':
      return { epsilon: layer.epsilon };
    case 'lrn':
      return { radius: layer.radius, bias: layer.bias, alpha: layer.alpha, beta: layer.beta };
    case 'activation':
      return { activation: layer.activation };
    case 'dropout':
      return { rate: layer.rate };
    case 'dense':
      return {
        units: layer.units,
        activation: layer.activation === 'linear' ? undefined : layer.activation,
        use_bias: layer.bias === false ? false : undefined,
      };
    case 'learned-add':
      return { shape: layer.shape };
    case 'relative-position-bias':
      return { window: layer.window };
    case 'window-mask':
      return { grid: layer.grid, window: layer.window, shift: layer.shift };
    case 'concatenate':
      return { axis: layer.axis < 0 ? layer.axis : layer.axis + 1 };
    case 'matmul':
      return {
        transpose_a: layer.transposeA || undefined,
        transpose_b: layer.transposeB || undefined,
        scale: layer.scale,
      };
    case 'reshape':
      return { target_shape: layer.shape };
    case 'transpose':
      return { dims: layer.permutation.map((axis) => axis + 1) };
    case 'slice':
      return {
        axis: layer.axis < 0 ? layer.axis : layer.axis + 1,
        begin: layer.begin,
        size: layer.size,
      };
    case 'roll':
      return { shifts: layer.shifts, axes: layer.axes.map((axis) => axis + 1) };
    default:
      return {};
  }
}

interface Kernel {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: string;
  readonly dilation?: readonly [number, number] | undefined;
}

function kernelConfig({ kernel, stride, padding, dilation = [1, 1] }: Kernel): Step['config'] {
  return {
    kernel_size: kernel,
    strides: stride.some((step) => step > 1) ? stride : undefined,
    padding: padding === 'same' ? padding : undefined,
    dilation_rate: dilation.some((step) => step > 1) ? dilation : undefined,
  };
}

/** Keras steps by the size of the window unless it is told otherwise. */
function poolConfig(
  size: readonly [number, number],
  stride: readonly [number, number],
  padding: string,
): Step['config'] {
  return {
    pool_size: size,
    strides: stride.join() === size.join() ? undefined : stride,
    padding: padding === 'same' ? padding : undefined,
  };
}

function given(config: Step['config']): KerasLayer['config'] {
  const entries = Object.entries(config).filter(([, value]) => value !== undefined);
  // What is undefined has just been left out.
  return Object.fromEntries(entries) as KerasLayer['config'];
}
