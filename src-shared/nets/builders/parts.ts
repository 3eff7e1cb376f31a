import type { UnnamedLayer } from '../layer-spec.ts';
import type { HiddenActivation, Padding } from '../layer-specs/common.ts';
import type { LayerList } from './layer-list.ts';

/** Title of the deck's slide with the table of networks. */
export const EVOLUTION = 'Evolution on CNN Architectures';

/** The networks' usual settings: epsilon as PyTorch has it, and PyTorch's momentum of 0.1 in Keras' sense. */
export const NORM = { type: 'batch-norm', epsilon: 1e-5, momentum: 0.9 } as const;

/** A square convolution with bias and activation. */
export function conv(
  filters: number,
  size: number,
  stride = 1,
  activation: HiddenActivation = 'relu',
  padding: Padding = 'same',
): UnnamedLayer & { type: 'conv' } {
  return {
    type: 'conv',
    filters,
    kernel: [size, size],
    stride: [stride, stride],
    padding,
    activation,
    bias: true,
  };
}

/** A square convolution with neither bias nor activation: a normalisation follows, or went before. */
export function linearConv(
  filters: number,
  kernel: number | readonly [number, number],
  stride = 1,
  padding: Padding = 'same',
): UnnamedLayer {
  const [height, width] = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  return {
    type: 'conv',
    filters,
    kernel: [height, width],
    stride: [stride, stride],
    padding,
    bias: false,
  };
}

export function pool(
  type: 'max-pool' | 'average-pool',
  size: number,
  stride: number,
  padding: Padding = 'valid',
): UnnamedLayer {
  return { type, size: [size, size], stride: [stride, stride], padding };
}

/** Convolution, batch normalisation, ReLU; gives the name of the last. */
export function convNorm(
  list: LayerList,
  input: string | undefined,
  convolution: UnnamedLayer,
  activation?: HiddenActivation,
): string {
  list.add(convolution, ...(input ? [input] : []));
  return list.add({ ...NORM, ...(activation && { activation }) });
}

/** Mean of each channel, and a dense layer with a softmax over the classes: how networks end since GoogLeNet. */
export function classify(list: LayerList, classes: number, dropout = 0): void {
  list.add({ type: 'global-pool', mode: 'average', keepDims: false });
  if (dropout > 0) list.add({ type: 'dropout', rate: dropout });
  list.add({ type: 'dense', units: classes, activation: 'softmax' });
}
