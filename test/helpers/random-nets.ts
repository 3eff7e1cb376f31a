import fc from 'fast-check';
import {
  joinHeads,
  project,
  queriesKeysValues,
  widenAndNarrow,
} from '../../src-shared/nets/builders/attention.ts';
import { type LayerList, layerList } from '../../src-shared/nets/builders/layer-list.ts';
import type { UnnamedLayer } from '../../src-shared/nets/layer-spec.ts';
import type { HiddenActivation } from '../../src-shared/nets/layer-specs/common.ts';
import type { BuiltNet, ImageShape, TensorShape } from '../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { traceShapes } from '../../src-shared/nets/trace-shapes.ts';

const INPUT: ImageShape = [12, 12, 3];
const BATCH_NORM = { type: 'batch-norm', epsilon: 1e-2, momentum: 0.9 } as const;
const LAYER_NORM = { type: 'layer-norm', epsilon: 1e-2 } as const;

/** What the parts of a random network choose from. */
interface Choice {
  readonly size: number;
  readonly stride: 1 | 2;
  readonly padding: 'valid' | 'same';
  readonly activation: HiddenActivation | undefined;
  readonly bias: boolean;
  readonly width: 2 | 4 | 6;
}

const choice: fc.Arbitrary<Choice> = fc
  .record({
    size: fc.constantFrom(1, 2, 3),
    stride: fc.constantFrom(1, 2),
    padding: fc.constantFrom('valid', 'same'),
    activation: fc.constantFrom('relu', 'tanh', 'sigmoid', 'gelu', 'swish', undefined),
    bias: fc.boolean(),
    width: fc.constantFrom(2, 4, 6),
  })
  // Three windows of 3 without padding would not fit into each other.
  .map((chosen) => ({ ...chosen, padding: chosen.size === 3 ? 'same' : chosen.padding }));

/** Adds layers that make a feature map of the one before, which is even and at least 4 × 4 large as long as the parts before kept it so. */
type Part = (list: LayerList, shape: TensorShape, choice: Choice) => void;

const BLOCKS = {
  convolution: (list, _, { activation, size, stride, width, ...rest }) =>
    list.add({ ...windowOf(size, stride), ...rest, ...optional(activation), type: 'conv', filters: width }),
  'grouped convolution': (list, _, { activation, bias, size, width }) => {
    list.add(conv(4, 1));
    list.add({ ...conv(width, size), ...optional(activation), bias, groups: 2 });
  },
  'dilated convolution': (list, _, { activation, bias, width }) =>
    list.add({ ...conv(width, 3), ...optional(activation), bias, dilation: [2, 1] }),
  'depthwise convolution': (list, _, { activation, bias, padding, size, stride }) =>
    list.add({
      ...windowOf(size, stride),
      ...optional(activation),
      type: 'depthwise-conv',
      multiplier: 2,
      padding,
      bias,
    }),
  'dilated depthwise convolution': (list) =>
    list.add({
      ...windowOf(3, 1),
      type: 'depthwise-conv',
      multiplier: 1,
      padding: 'same',
      dilation: [1, 2],
      bias: true,
    }),
  'max pooling': (list, _, choice) => list.add({ type: 'max-pool', ...poolOf(choice) }),
  'average pooling': (list, _, choice) => list.add({ type: 'average-pool', ...poolOf(choice) }),
  'min pooling': (list, _, choice) => list.add({ type: 'min-pool', ...poolOf(choice) }),
  'batch normalisation': (list, _, { activation }) => list.add({ ...BATCH_NORM, ...optional(activation) }),
  'layer normalisation': (list) => list.add(LAYER_NORM),
  'local response normalisation': (list) =>
    list.add({ type: 'lrn', radius: 1, bias: 2, alpha: 0.1, beta: 0.75 }),
  activation: (list, _, { activation }) =>
    list.add({ type: 'activation', activation: activation ?? 'softmax' }),
  residual: (list, shape, { activation, size }) => {
    const input = list.add({ type: 'dropout', rate: 0.5 });
    list.add(conv(shape[2] ?? 1, size));
    list.add(BATCH_NORM);
    const branch = list.add({ type: 'stochastic-depth', rate: 0.5 });
    list.add({ type: 'add', ...optional(activation) }, branch, input, input);
  },
  'dense connection': (list, _, { size, width }) => {
    const input = list.add({ ...BATCH_NORM, activation: 'relu' });
    list.add({ type: 'concatenate', axis: -1 }, input, list.add(conv(width, size)));
  },
  'squeeze and excitation': (list, shape, { bias }) => {
    const input = list.add(conv(shape[2] ?? 1, 1));
    list.add({ type: 'global-pool', mode: bias ? 'average' : 'max', keepDims: true });
    list.add({ ...conv(2, 1), activation: 'swish' });
    const gate = list.add({ ...conv(shape[2] ?? 1, 1), activation: 'sigmoid' });
    list.add({ type: 'multiply' }, input, gate);
  },
  'dense layer on a feature map': (list, _, { activation, bias, width }) =>
    list.add({ type: 'dense', units: width, activation: activation ?? 'linear', bias }),
} as const satisfies Record<string, Part>;

/** Ways to end with a vector. */
const TAILS = {
  flatten: (list, _, { activation, width }) => {
    list.add({ type: 'flatten' });
    list.add({ type: 'dense', units: width, activation: activation ?? 'linear' });
  },
  'global pooling': (list, _, { bias }) =>
    list.add({ type: 'global-pool', mode: bias ? 'average' : 'max', keepDims: false }),
  attention: (list, [height = 1, width = 1, channels = 1]) => {
    list.add({ ...conv(4, 1) });
    list.add({ type: 'reshape', shape: [height * width, 4] });
    list.add({ type: 'class-token' });
    const tokens = [height * width + 1, 4];
    const input = list.add({ type: 'learned-add', shape: channels % 2 ? tokens : [1, 4] });
    const normalised = list.add(LAYER_NORM);
    const [queries, keys, values] = queriesKeysValues(list, normalised, tokens, 2);
    list.add({ type: 'matmul', transposeB: true, scale: 0.7 }, queries, keys);
    const weights = list.add({ type: 'activation', activation: 'softmax' });
    list.add({ type: 'matmul' }, weights, values);
    joinHeads(list, tokens);
    const attended = list.add({ type: 'add' }, project(list, 4), input);
    list.add(LAYER_NORM, attended);
    list.add({ type: 'add' }, widenAndNarrow(list, 4), attended);
    list.add({ type: 'slice', axis: 0, begin: 0, size: 1 });
    list.add({ type: 'flatten' });
  },
  'pooled tokens': (list, [height = 1, width = 1], { bias }) => {
    list.add(conv(4, 1));
    list.add({ type: 'reshape', shape: [height * width, 4] });
    list.add({ type: 'transpose', permutation: [1, 0] });
    list.add({ type: 'global-pool', mode: bias ? 'average' : 'max', keepDims: true });
    list.add({ type: 'flatten' });
  },
  'shifted windows': (list, [height = 1, width = 1]) => {
    const window = [2, 2] as const;
    const grid = [height + (height % 2), width + (width % 2)] as const;
    // An even grid of at least one window each way: a row and a column are put behind where one is missing.
    const even = evened(list, list.add(conv(4, 1)), grid, [height, width]);
    list.add({ type: 'roll', shifts: [-1, -1], axes: [0, 1] }, even);
    const [rows, columns] = [grid[0] / 2, grid[1] / 2];
    list.add({ type: 'reshape', shape: [rows, 2, columns, 2, 4] });
    list.add({ type: 'transpose', permutation: [0, 2, 1, 3, 4] });
    const tokens = [rows * columns, 4, 4];
    const input = list.add({ type: 'reshape', shape: tokens });
    const [queries, keys, values] = queriesKeysValues(list, input, tokens, 2);
    list.add({ type: 'matmul', transposeB: true, scale: 0.7 }, queries, keys);
    list.add({ type: 'relative-position-bias', window });
    list.add({ type: 'window-mask', grid, window, shift: [1, 1] });
    const weights = list.add({ type: 'activation', activation: 'softmax' });
    list.add({ type: 'matmul' }, weights, values);
    joinHeads(list, tokens);
    list.add({ type: 'flatten' });
  },
} as const satisfies Record<string, Part>;

const PARTS: Readonly<Record<string, Part>> = { ...BLOCKS, ...TAILS };

/** Everything a random network can be made of. */
export const PART_NAMES = Object.keys(PARTS);

/** Small random networks with the part of this name: a convolution, some blocks, the part, an end. */
export function netsWith(name: string): fc.Arbitrary<BuiltNet> {
  const isTail = name in TAILS;
  return fc
    .record({
      before: fc.array(fc.tuple(fc.constantFrom(...Object.keys(BLOCKS)), choice), { maxLength: 2 }),
      own: choice,
      tail: fc.tuple(fc.constantFrom(...Object.keys(TAILS)), choice),
      classes: fc.integer({ min: 2, max: 5 }),
    })
    .map(({ before, own, tail, classes }) => {
      const list = layerList();
      list.add(conv(4, 3));
      const end = isTail ? [] : [tail];
      for (const [part, chosen] of [...before, [name, own] as const, ...end]) {
        PARTS[part]?.(list, shapeOf(list), chosen);
      }
      list.add({ type: 'dense', units: classes, activation: 'softmax' });
      return { ...netSpec('alexnet', classes), input: INPUT, layers: list.layers };
    });
}

/** The shape of what the list gives so far. */
function shapeOf({ layers }: LayerList): TensorShape {
  return traceShapes({ input: INPUT, layers }).at(-1)?.output ?? INPUT;
}

function evened(
  list: LayerList,
  value: string,
  grid: readonly [number, number],
  size: readonly [number, number],
): string {
  return grid.reduce((before, target, axis) => {
    if (target === size[axis]) return before;
    const first = list.add({ type: 'slice', axis, begin: 0, size: 1 }, before);
    return list.add({ type: 'concatenate', axis }, before, first);
  }, value);
}

function conv(filters: number, size: number): UnnamedLayer & { type: 'conv' } {
  return { ...windowOf(size, 1), type: 'conv', filters, padding: 'same', bias: true };
}

function windowOf(size: number, stride: number) {
  return { kernel: [size, size], stride: [stride, stride] } as const;
}

function poolOf({ size, stride, padding }: Choice) {
  return { size: [size, size], stride: [stride, stride], padding } as const;
}

function optional(activation: HiddenActivation | undefined) {
  return activation ? { activation } : {};
}
