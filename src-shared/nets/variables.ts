import type { TensorShape, Topology } from './net-spec.ts';
import { type TracedLayer, type TracedOf, traceShapes } from './trace-shapes.ts';

/** `embedding` is what is added or put in front as it is: positions, a class token, a table of relative positions. */
export type VariableRole =
  | 'kernel'
  | 'bias'
  | 'gamma'
  | 'beta'
  | 'embedding'
  | 'moving-mean'
  | 'moving-variance';

/** One tensor of a network's state. */
export interface NetVariable {
  /** `layer/variable` in Keras' words: `conv2d/kernel`, `batch_normalization/moving_mean`. The key in checkpoints. */
  readonly name: string;
  /**
   * Kernels are `[height, width, in / groups, out]` for convolutions, `[height, width, in, multiplier]` for depthwise ones and `[in, out]` for dense
   * layers; an embedding has the shape that its layer says; all else is `[channels]`.
   */
  readonly shape: readonly number[];
  readonly role: VariableRole;
  /** Name of the layer that owns it. */
  readonly layer: string;
  /** False for the moving averages, which the forward pass updates and the gradient does not. */
  readonly trainable: boolean;
  /** Inputs that one output of the layer sums over, and outputs that one input goes to: what initialisers scale by. */
  readonly fanIn: number;
  readonly fanOut: number;
}

type Fans = Pick<NetVariable, 'fanIn' | 'fanOut'>;

const NO_FANS: Fans = { fanIn: 1, fanOut: 1 };

/** Every variable of a network. The engine, checkpoints and exports keep this order and these names. */
export function netVariables(net: Topology): NetVariable[] {
  return traceShapes(net).flatMap(layerVariables);
}

/** The kernels of a network's convolutions, depthwise ones too: those with four axes. */
export function convolutionKernels(net: Topology): NetVariable[] {
  return netVariables(net).filter(({ role, shape }) => role === 'kernel' && shape.length === 4);
}

/** The variables of one layer: kernel, bias; gamma, beta, moving mean, moving variance; an embedding; or none. */
export function layerVariables(traced: TracedLayer): NetVariable[] {
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
      return convVariables(traced);
    case 'dense': {
      const { layer, input } = traced;
      const inputs = channelsOf(input);
      const fans = { fanIn: inputs, fanOut: layer.units };
      const kernel = trainable(layer.name, 'kernel', [inputs, layer.units], fans);
      return layer.bias === false ? [kernel] : [kernel, trainable(layer.name, 'bias', [layer.units], fans)];
    }
    case 'batch-norm': {
      const { name } = traced.layer;
      const shape = traced.output.slice(-1);
      return [
        trainable(name, 'gamma', shape, NO_FANS),
        trainable(name, 'beta', shape, NO_FANS),
        { ...trainable(name, 'moving-mean', shape, NO_FANS), trainable: false },
        { ...trainable(name, 'moving-variance', shape, NO_FANS), trainable: false },
      ];
    }
    case 'layer-norm': {
      const { name } = traced.layer;
      const shape = traced.output.slice(-1);
      return [trainable(name, 'gamma', shape, NO_FANS), trainable(name, 'beta', shape, NO_FANS)];
    }
    case 'learned-add':
      return [embedding(traced, traced.layer.shape)];
    case 'class-token':
      return [embedding(traced, traced.input.slice(-1))];
    case 'relative-position-bias': {
      const [height, width] = traced.layer.window;
      return [embedding(traced, [(2 * height - 1) * (2 * width - 1), traced.input.at(-3) ?? 1])];
    }
    default:
      return [];
  }
}

function convVariables({ layer, input, output }: TracedOf<'conv' | 'depthwise-conv'>): NetVariable[] {
  const [height, width] = layer.kernel;
  const groups = layer.type === 'conv' ? (layer.groups ?? 1) : input[2];
  const fans = {
    fanIn: (height * width * input[2]) / groups,
    fanOut: (height * width * output[2]) / groups,
  };
  const channels = layer.type === 'conv' ? [input[2] / groups, layer.filters] : [input[2], layer.multiplier];
  const kernel = trainable(layer.name, 'kernel', [height, width, ...channels], fans);
  return layer.bias ? [kernel, trainable(layer.name, 'bias', [output[2]], fans)] : [kernel];
}

function embedding({ layer }: TracedLayer, shape: readonly number[]): NetVariable {
  return trainable(layer.name, 'embedding', shape, NO_FANS);
}

function trainable(layer: string, role: VariableRole, shape: readonly number[], fans: Fans): NetVariable {
  return { name: `${layer}/${role.replace('-', '_')}`, shape, role, layer, trainable: true, ...fans };
}

function channelsOf(shape: TensorShape): number {
  return shape.at(-1) ?? 1;
}
