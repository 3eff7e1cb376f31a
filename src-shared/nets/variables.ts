import type { LayerChain, TensorShape } from './net-spec.ts';
import { type TracedLayer, traceShapes } from './trace-shapes.ts';

export type VariableRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'moving-mean' | 'moving-variance';

/** One tensor of a network's state. */
export interface NetVariable {
  /** `layer/variable` in Keras' words: `conv2d/kernel`, `batch_normalization/moving_mean`. The key in checkpoints. */
  readonly name: string;
  /** Kernels are `[height, width, in, out]` for convolutions and `[in, out]` for dense layers; all else `[channels]`. */
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

/** Every variable of a network. The engine, checkpoints and exports keep this order and these names. */
export function netVariables(chain: LayerChain): NetVariable[] {
  return traceShapes(chain).flatMap(layerVariables);
}

/** The variables of one layer: kernel, bias; or gamma, beta, moving mean, moving variance; or none. */
export function layerVariables({ layer, input, output }: TracedLayer): NetVariable[] {
  const inputs = channelsOf(input);
  const outputs = channelsOf(output);
  switch (layer.type) {
    case 'conv': {
      const [height, width] = layer.kernel;
      const fans = { fanIn: height * width * inputs, fanOut: height * width * outputs };
      const kernel = trainable(layer.name, 'kernel', [height, width, inputs, outputs], fans);
      return layer.bias ? [kernel, trainable(layer.name, 'bias', [outputs], fans)] : [kernel];
    }
    case 'dense': {
      const fans = { fanIn: inputs, fanOut: outputs };
      return [
        trainable(layer.name, 'kernel', [inputs, outputs], fans),
        trainable(layer.name, 'bias', [outputs], fans),
      ];
    }
    case 'batch-norm': {
      const fans = { fanIn: 1, fanOut: 1 };
      return [
        trainable(layer.name, 'gamma', [outputs], fans),
        trainable(layer.name, 'beta', [outputs], fans),
        { ...trainable(layer.name, 'moving-mean', [outputs], fans), trainable: false },
        { ...trainable(layer.name, 'moving-variance', [outputs], fans), trainable: false },
      ];
    }
    case 'max-pool':
    case 'flatten':
    case 'dropout':
      return [];
  }
}

function trainable(
  layer: string,
  role: VariableRole,
  shape: readonly number[],
  fans: Pick<NetVariable, 'fanIn' | 'fanOut'>,
): NetVariable {
  return { name: `${layer}/${role.replace('-', '_')}`, shape, role, layer, trainable: true, ...fans };
}

function channelsOf(shape: TensorShape): number {
  return shape.length === 1 ? shape[0] : shape[2];
}
