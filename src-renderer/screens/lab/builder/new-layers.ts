import type { LayerType, UnnamedLayer } from '../../../../src-shared/nets/layer-spec.ts';

const POOL = { size: [2, 2], stride: [2, 2], padding: 'valid' } as const;
const KERNEL = { kernel: [3, 3], stride: [1, 1], padding: 'same' } as const;

/** What a layer begins as when it is added. */
const NEW_LAYERS: { readonly [T in LayerType]: UnnamedLayer & { readonly type: T } } = {
  conv: { type: 'conv', filters: 64, ...KERNEL, activation: 'relu', bias: true },
  'depthwise-conv': { type: 'depthwise-conv', ...KERNEL, multiplier: 1, activation: 'relu', bias: true },
  dense: { type: 'dense', units: 256, activation: 'relu' },
  'max-pool': { type: 'max-pool', ...POOL },
  'average-pool': { type: 'average-pool', ...POOL },
  'min-pool': { type: 'min-pool', ...POOL },
  'global-pool': { type: 'global-pool', mode: 'average', keepDims: false },
  'batch-norm': { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9 },
  'layer-norm': { type: 'layer-norm', epsilon: 1e-6 },
  lrn: { type: 'lrn', radius: 2, bias: 2, alpha: 1e-4, beta: 0.75 },
  activation: { type: 'activation', activation: 'relu' },
  dropout: { type: 'dropout', rate: 0.5 },
  'stochastic-depth': { type: 'stochastic-depth', rate: 0.2 },
  add: { type: 'add' },
  concatenate: { type: 'concatenate', axis: -1 },
  multiply: { type: 'multiply' },
  matmul: { type: 'matmul' },
  flatten: { type: 'flatten' },
  reshape: { type: 'reshape', shape: [1, 1] },
  transpose: { type: 'transpose', permutation: [1, 0, 2] },
  slice: { type: 'slice', axis: 0, begin: 0, size: 1 },
  roll: { type: 'roll', shifts: [1], axes: [0] },
  'learned-add': { type: 'learned-add', shape: [1, 1, 1] },
  'class-token': { type: 'class-token' },
  'relative-position-bias': { type: 'relative-position-bias', window: [7, 7] },
  'window-mask': { type: 'window-mask', grid: [14, 14], window: [7, 7], shift: [3, 3] },
};

export function newLayer(type: LayerType): UnnamedLayer {
  return NEW_LAYERS[type];
}

/** The layers that can be added, in the groups of the menu. */
export const LAYER_MENU: readonly { readonly group: string; readonly types: readonly LayerType[] }[] = [
  { group: 'Learn', types: ['conv', 'depthwise-conv', 'dense'] },
  { group: 'Pool', types: ['max-pool', 'average-pool', 'min-pool', 'global-pool'] },
  { group: 'Activate and normalise', types: ['activation', 'batch-norm', 'layer-norm', 'lrn'] },
  { group: 'Drop', types: ['dropout', 'stochastic-depth'] },
  { group: 'Join branches', types: ['add', 'concatenate', 'multiply', 'matmul'] },
  { group: 'Rearrange', types: ['flatten', 'reshape', 'transpose', 'slice', 'roll'] },
  { group: 'Attention', types: ['learned-add', 'class-token', 'relative-position-bias', 'window-mask'] },
];

const TITLES: Readonly<Record<LayerType, string>> = {
  conv: 'Convolution',
  'depthwise-conv': 'Depthwise convolution',
  dense: 'Dense',
  'max-pool': 'Max pooling',
  'average-pool': 'Average pooling',
  'min-pool': 'Min pooling',
  'global-pool': 'Global pooling',
  'batch-norm': 'Batch normalisation',
  'layer-norm': 'Layer normalisation',
  lrn: 'Local response normalisation',
  activation: 'Activation',
  dropout: 'Dropout',
  'stochastic-depth': 'Stochastic depth',
  add: 'Add',
  concatenate: 'Concatenate',
  multiply: 'Multiply',
  matmul: 'Matrix product',
  flatten: 'Flatten',
  reshape: 'Reshape',
  transpose: 'Transpose',
  slice: 'Slice',
  roll: 'Roll',
  'learned-add': 'Position embedding',
  'class-token': 'Class token',
  'relative-position-bias': 'Relative positions',
  'window-mask': 'Window mask',
};

/** A type of layer in words. */
export function typeTitle(type: LayerType): string {
  return TITLES[type];
}
