import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/errors.ts';
import { checkNet } from '../../../src-shared/nets/check-net.ts';
import type { LayerSpec, UnnamedLayer } from '../../../src-shared/nets/layer-spec.ts';
import { LayerSpec as LayerSchema } from '../../../src-shared/nets/layer-spec.ts';
import { nameLayers } from '../../../src-shared/nets/name-layers.ts';
import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';

const head: UnnamedLayer[] = [{ type: 'flatten' }, { type: 'dense', units: 3, activation: 'softmax' }];
const conv: UnnamedLayer = {
  type: 'conv',
  filters: 4,
  kernel: [5, 5],
  stride: [1, 1],
  padding: 'valid',
  bias: true,
};
const pool: UnnamedLayer = { type: 'max-pool', size: [2, 2], stride: [2, 2], padding: 'valid' };

/** The error that a network of three classes with these layers gives. */
function errorOf(layers: readonly LayerSpec[], input: ImageShape = [16, 16, 3]): AppError {
  try {
    checkNet({ ...netSpec('alexnet', 3), input, layers });
  } catch (error) {
    if (error instanceof AppError) {
      return error;
    }
    throw error;
  }
  throw new Error('the network was accepted');
}

describe('checking a network', () => {
  it('accepts one that works out', () => {
    expect(() =>
      checkNet({ ...netSpec('alexnet', 3), layers: nameLayers([conv, pool, ...head]) }),
    ).not.toThrow();
  });

  it('names the layer whose kernel is larger than its input', () => {
    const error = errorOf(nameLayers([conv, pool, pool, conv, ...head]));
    expect(error.code).toBe('bad-request');
    expect(error.message).toBe(
      'Layer conv2d_1 has a 5 × 5 kernel, larger than its input of 3 × 3: make it smaller, use padding "same", or shrink less before it.',
    );
  });

  it('names the layer whose pool is larger than its input', () => {
    expect(errorOf(nameLayers([pool, ...head]), [1, 16, 3]).message).toMatch(
      /^Layer max_pooling2d has a 2 × 2 pool/,
    );
  });

  it('asks for a flatten layer in front of a dense one', () => {
    expect(errorOf(nameLayers([conv, { type: 'dense', units: 3, activation: 'softmax' }])).message).toBe(
      'Layer dense has to give a vector of 3 but gives a 12 × 12 × 3 feature map: put a flatten or global pooling layer before it.',
    );
  });

  it('refuses flatten after flatten', () => {
    expect(errorOf(nameLayers([{ type: 'flatten' }, ...head])).message).toBe(
      'Layer flatten_1 gets a vector of 768, which is flat already: leave it out.',
    );
  });

  it.each([conv, pool])('refuses $type after flatten', (layer) => {
    expect(errorOf(nameLayers([{ type: 'flatten' }, layer, ...head])).message).toMatch(
      /needs height, width and channels but gets a vector of 768/,
    );
  });

  it('refuses two layers of one name', () => {
    const layers = nameLayers([conv, pool, ...head]);
    expect(errorOf([...layers.slice(0, 1), ...layers]).message).toMatch(/Two layers are called conv2d/);
  });

  it.each<[string, UnnamedLayer[], string]>([
    [
      'a name that no earlier layer has',
      [conv, { ...pool, inputs: ['conv2d_7'] }],
      'Layer max_pooling2d reads conv2d_7, and no layer before it has that name: name one that comes earlier, or "picture".',
    ],
    [
      'a layer that nobody reads',
      [conv, { ...pool, inputs: ['picture'] }],
      'No layer reads what layer conv2d gives: name it in the inputs of another layer, or take it out.',
    ],
    [
      'two inputs of a layer that can take one',
      [conv, { ...pool, inputs: ['conv2d', 'picture'] }],
      'Layer max_pooling2d reads 2 layers but can read one: join them by a layer before it.',
    ],
    [
      'a sum of one',
      [conv, { type: 'add' }],
      'Layer add joins two or more layers but reads one: name the others.',
    ],
    [
      'a sum of two shapes',
      [conv, pool, { type: 'add', inputs: ['conv2d', 'max_pooling2d'] }],
      'Layer add adds a 12 × 12 × 4 feature map and a 6 × 6 × 4 feature map: bring them to one shape, for example by a 1 × 1 convolution.',
    ],
    [
      'groups that do not divide the channels',
      [{ ...conv, groups: 2 }],
      'Layer conv2d cannot cut 3 channels and 4 filters into 2 groups: both have to be divisible by their number.',
    ],
    [
      'both a stride and a dilation',
      [{ ...conv, stride: [2, 2], dilation: [2, 2] }],
      'Layer conv2d has both a stride and a dilation: set one of them to 1 × 1.',
    ],
    [
      'another number of elements after reshaping',
      [{ type: 'reshape', shape: [10, 10] }],
      'Layer reshape makes a tensor of 10 × 10 of a 16 × 16 × 3 feature map: both have to have the same number of elements.',
    ],
    [
      'a permutation that is none',
      [{ type: 'transpose', permutation: [0, 0, 2] }],
      'Layer permute orders the axes of a 16 × 16 × 3 feature map as 0, 0, 2: name each of 0 to 2 once.',
    ],
    [
      'a slice over the end',
      [{ type: 'slice', axis: 0, begin: 10, size: 7 }],
      'Layer slice takes 7 elements from 10 on of axis 0 of a 16 × 16 × 3 feature map: that is more than there are.',
    ],
    [
      'an axis that is not there',
      [{ type: 'slice', axis: 3, begin: 0, size: 1 }],
      'Layer slice works on axis 3, but a 16 × 16 × 3 feature map has 3 axes: choose another.',
    ],
    [
      'matrices that do not fit',
      [{ type: 'matmul', inputs: ['picture', 'picture'] }],
      'Layer matmul multiplies a 16 × 16 × 3 feature map by a 16 × 16 × 3 feature map: as many columns as rows are needed, and the same axes before them.',
    ],
    [
      'windows that do not fill the map',
      [{ type: 'window-mask', grid: [9, 8], window: [4, 4], shift: [2, 2] }],
      'Layer window_mask needs scores of heads × 16 × 16 for its 4 × 4 window but gets a 16 × 16 × 3 feature map.',
    ],
  ])('refuses %s', (_, layers, message) => {
    expect(errorOf(nameLayers([...layers, ...head])).message).toBe(message);
  });

  it('refuses a layer that is called as the input of the network', () => {
    const [first, ...others] = nameLayers([conv, ...head]);
    if (!first) throw new Error('no layers');
    expect(errorOf([{ ...first, name: 'picture' }, ...others]).message).toMatch(/^A layer is called picture/);
  });

  it.each<[string, UnnamedLayer[]]>([
    ['no layers', []],
    ['another number of units', [{ type: 'flatten' }, { type: 'dense', units: 4, activation: 'softmax' }]],
    ['no softmax', [{ type: 'flatten' }, { type: 'dense', units: 3, activation: 'relu' }]],
    ['no dense layer at the end', [conv]],
  ])('refuses %s', (_, layers) => {
    expect(errorOf(nameLayers(layers)).message).toMatch(/has to end in a dense layer with softmax/);
  });

  it.each([
    { ...conv, name: 'conv2d', filters: 0 },
    { ...conv, name: 'conv2d', kernel: [3] },
    { ...conv, name: 'conv2d', stride: [0, 1] },
    { ...conv, name: 'Conv/1' },
    { type: 'dropout', name: 'dropout', rate: 1 },
    { type: 'lrn', name: 'lrn' },
  ])('does not parse $type with a setting out of range', (layer) => {
    expect(LayerSchema.safeParse(layer).success).toBe(false);
  });
});
