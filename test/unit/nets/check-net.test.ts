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
      'Layer dense needs a vector but gets a 12 × 12 × 4 feature map: put a flatten layer before it.',
    );
  });

  it.each([conv, pool, { type: 'flatten' } as const])('refuses $type after flatten', (layer) => {
    expect(errorOf(nameLayers([{ type: 'flatten' }, layer, ...head])).message).toMatch(
      /needs height, width and channels but gets a vector of 768/,
    );
  });

  it('refuses two layers of one name', () => {
    const layers = nameLayers([conv, pool, ...head]);
    expect(errorOf([...layers.slice(0, 1), ...layers]).message).toMatch(/Two layers are called conv2d/);
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
