import type { HiddenActivation } from '../layer-specs/common.ts';
import { type WindowLayer, windowSize } from '../shapes/window-shapes.ts';
import type { TracedLayer, TracedOf } from '../trace-shapes.ts';
import { windowAxis } from '../window.ts';
import { pythonValue } from './python-text.ts';
import type { PytorchHelper } from './pytorch-helpers.ts';
import type { LaidOut } from './value-layouts.ts';

/** A layer in PyTorch. */
export interface PytorchLayer {
  /** What `__init__` makes: `nn.Conv2d(3, 96, 11, stride=4)`; absent for layers without weights. */
  readonly module?: string;
  /** What `forward` computes of its inputs. */
  readonly value: string;
  readonly helpers?: readonly PytorchHelper[];
}

/**
 * One layer as Python. `inputs` are expressions in the layouts that the layer wants, `self` is how `forward` reaches its module, and `isLogits` is true of the layer
 * whose softmax is left to the loss, as PyTorch's cross-entropy wants it.
 */
export function pytorchLayer(
  { traced, gives }: LaidOut,
  inputs: readonly string[],
  self: string,
  isLogits: boolean,
): PytorchLayer {
  const [x = 'x', second = 'x'] = inputs;
  switch (traced.type) {
    case 'conv':
    case 'depthwise-conv':
      return convolution(traced, x, self);
    case 'max-pool':
      return { value: maxPool(traced, x, '') };
    case 'min-pool':
      return { value: maxPool(traced, x, '-') };
    case 'average-pool':
      return averagePool(traced, x);
    case 'global-pool':
      return { value: globalPool(traced, x) };
    case 'batch-norm':
      return batchNorm(traced, x, self);
    case 'layer-norm':
      return {
        module: `nn.LayerNorm(${traced.output.at(-1)}, eps=${traced.layer.epsilon})`,
        value: `${self}(${x})`,
      };
    case 'lrn': {
      const { radius, bias, alpha, beta } = traced.layer;
      const size = 2 * radius + 1;
      // PyTorch divides alpha by the number of channels that it sums over.
      return {
        value: `F.local_response_norm(${x}, size=${size}, alpha=${size} * ${alpha}, beta=${beta}, k=${bias})`,
      };
    }
    case 'activation':
      return { value: activated(traced.layer.activation, x) };
    case 'dropout':
      return { value: dropped(traced.layer.rate, x) };
    case 'stochastic-depth':
      return {
        value: `stochastic_depth(${x}, ${traced.layer.rate}, self.training)`,
        helpers: ['stochastic_depth'],
      };
    case 'dense':
      return dense(traced, x, self, isLogits);
    case 'learned-add':
      return {
        module: `nn.Parameter(torch.zeros${pythonValue(traced.layer.shape)})`,
        value: `${x} + ${self}`,
      };
    case 'class-token':
      return {
        module: `nn.Parameter(torch.zeros(${traced.input.at(-1)}))`,
        value: `torch.cat([${self}.expand(${x}.shape[0], 1, -1), ${x}], dim=1)`,
      };
    case 'relative-position-bias': {
      const window = pythonValue(traced.layer.window);
      return {
        module: `RelativePositionBias(window=${window}, heads=${traced.input.at(-3)})`,
        value: `${self}(${x})`,
        helpers: ['RelativePositionBias'],
      };
    }
    case 'window-mask': {
      const { grid, window, shift } = traced.layer;
      const sizes = [grid, window, shift].map(pythonValue).join(', ');
      return { module: `WindowMask(${sizes})`, value: `${self}(${x})`, helpers: ['WindowMask'] };
    }
    case 'add':
      return { value: activated(traced.layer.activation, inputs.join(' + ')) };
    case 'multiply':
      return { value: `${x} * ${second}` };
    case 'concatenate':
      return { value: `torch.cat([${inputs.join(', ')}], dim=${dimension(traced, gives)})` };
    case 'matmul': {
      const { transposeA, transposeB, scale } = traced.layer;
      const turned = (value: string, isTurned = false) => (isTurned ? `${value}.transpose(-1, -2)` : value);
      const first = turned(x, transposeA);
      return {
        value: `${scale === undefined ? first : `(${first} * ${scale})`} @ ${turned(second, transposeB)}`,
      };
    }
    case 'flatten':
      return { value: `torch.flatten(${x}, 1)` };
    case 'reshape':
      return { value: `${x}.reshape(-1, ${traced.layer.shape.join(', ')})` };
    case 'transpose': {
      const order = [0, ...traced.layer.permutation.map((axis) => axis + 1)];
      return { value: `${x}.permute(${order.join(', ')})` };
    }
    case 'slice': {
      const { begin, size } = traced.layer;
      return { value: `${x}.narrow(${dimension(traced, gives)}, ${begin}, ${size})` };
    }
    case 'roll': {
      const axes = traced.layer.axes.map((axis) => axis + 1);
      return { value: `torch.roll(${x}, ${pythonValue(traced.layer.shifts)}, dims=${pythonValue(axes)})` };
    }
  }
}

function convolution(traced: TracedOf<'conv' | 'depthwise-conv'>, x: string, self: string): PytorchLayer {
  const { layer, input, output } = traced;
  const groups = layer.type === 'conv' ? (layer.groups ?? 1) : input[2];
  const pads = padsOf(traced);
  const args = [
    input[2],
    output[2],
    pair(layer.kernel),
    ...option('stride', layer.stride, 1),
    ...(isEven(pads) ? option('padding', [pads[2], pads[0]], 0) : []),
    ...option('dilation', layer.dilation ?? [1, 1], 1),
    ...(groups > 1 ? [`groups=${groups}`] : []),
    ...(layer.bias ? [] : ['bias=False']),
  ];
  const padded = isEven(pads) ? x : `F.pad(${x}, ${pythonValue(pads)})`;
  return {
    module: `nn.Conv2d(${args.join(', ')})`,
    value: activated(layer.activation, `${self}(${padded})`),
  };
}

/** `sign` is a minus for the smallest values. */
function maxPool(traced: TracedOf<'max-pool' | 'min-pool'>, x: string, sign: '' | '-'): string {
  const { size, stride } = traced.layer;
  const pads = padsOf(traced);
  const options = [pair(size), `stride=${pair(stride)}`];
  const value = sign ? `-(${x})` : x;
  if (!isEven(pads)) {
    const padded = `F.pad(${value}, ${pythonValue(pads)}, value=-torch.inf)`;
    return `${sign}F.max_pool2d(${padded}, ${options.join(', ')})`;
  }
  return `${sign}F.max_pool2d(${[value, ...options, ...option('padding', [pads[2], pads[0]], 0)].join(', ')})`;
}

function averagePool(traced: TracedOf<'average-pool'>, x: string): PytorchLayer {
  const { size, stride } = traced.layer;
  const pads = padsOf(traced);
  const window = `${x}, ${pair(size)}, stride=${pair(stride)}`;
  if (!isEven(pads)) {
    return {
      value: `average_pool(${window}, pads=${pythonValue(pads)})`,
      helpers: ['average_pool'],
    };
  }
  const padding = option('padding', [pads[2], pads[0]], 0).map(
    (text) => `, ${text}, count_include_pad=False`,
  );
  return { value: `F.avg_pool2d(${window}${padding.join('')})` };
}

function globalPool({ layer, input }: TracedOf<'global-pool'>, x: string): string {
  const dims = input.length === 3 ? '(2, 3)' : '1';
  return `${x}.${layer.mode === 'average' ? 'mean' : 'amax'}(${dims}${layer.keepDims ? ', keepdim=True' : ''})`;
}

function batchNorm({ layer, output }: TracedOf<'batch-norm'>, x: string, self: string): PytorchLayer {
  const axes = output.length === 3 ? '2d' : '1d';
  // PyTorch's momentum is the share of the new value.
  const momentum = Number((1 - layer.momentum).toPrecision(12));
  const plain = output.length === 1 || output.length === 3;
  return {
    module: `nn.BatchNorm${axes}(${output.at(-1)}, eps=${layer.epsilon}, momentum=${momentum})`,
    value: activated(
      layer.activation,
      plain ? `${self}(${x})` : `${self}(${x}.flatten(0, -2)).view_as(${x})`,
    ),
  };
}

function dense(
  { layer, input }: TracedOf<'dense'>,
  x: string,
  self: string,
  isLogits: boolean,
): PytorchLayer {
  const bias = layer.bias === false ? ', bias=False' : '';
  const linear = `${self}(${x})`;
  const value = isLogits ? linear : activated(layer.activation, linear);
  return {
    module: `nn.Linear(${input.at(-1)}, ${layer.units}${bias})`,
    value: layer.dropout ? dropped(layer.dropout, value) : value,
  };
}

function dropped(rate: number, x: string): string {
  return `F.dropout(${x}, ${rate}, self.training)`;
}

function activated(activation: HiddenActivation | 'softmax' | 'linear' | undefined, x: string): string {
  switch (activation) {
    case 'relu':
    case 'gelu':
      return `F.${activation}(${x})`;
    case 'tanh':
    case 'sigmoid':
      return `torch.${activation}(${x})`;
    case 'swish':
      return `F.silu(${x})`;
    case 'softmax':
      return `F.softmax(${x}, dim=-1)`;
    default:
      return x;
  }
}

/** PyTorch's axis for the one that a layer works on. */
function dimension(traced: TracedOf<'concatenate' | 'slice'>, layout: LaidOut['gives']): number {
  const { axis } = traced.layer;
  const place = axis < 0 ? axis + traced.output.length : axis;
  // Height, width and channels are axes 2, 3 and 1 behind the batch.
  return layout === 'channels-first' ? ([2, 3, 1][place] ?? place) : place + 1;
}

/** `F.pad`'s order: left, right, top, bottom. */
function padsOf({ layer, input }: TracedLayer & { readonly layer: WindowLayer }): readonly number[] {
  const [height, width] = windowSize(layer);
  const rows = windowAxis(input[0] ?? 1, height, layer.stride[0], layer.padding);
  const columns = windowAxis(input[1] ?? 1, width, layer.stride[1], layer.padding);
  return [columns.padBefore, columns.padAfter, rows.padBefore, rows.padAfter];
}

/** Whether as much is added in front as behind, which PyTorch's layers can do by themselves. */
function isEven([left, right, top, bottom]: readonly number[]): boolean {
  return left === right && top === bottom;
}

function option(name: string, [rows = 0, columns = 0]: readonly (number | undefined)[], usual: number) {
  return rows === usual && columns === usual ? [] : [`${name}=${pair([rows, columns])}`];
}

function pair([rows = 0, columns = 0]: readonly number[]): string {
  return rows === columns ? String(rows) : `(${rows}, ${columns})`;
}
