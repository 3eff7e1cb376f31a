import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layerActivationBytes,
  layerMultiplyAdds,
  layerParameters,
} from '../../../src-shared/nets/layer-cost.ts';
import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { chainOf, chains, worksOut } from './chains.ts';

/** Walks through a layer as a naive implementation would, and counts the weights it touches and the products it forms. */
function countByHand(traced: TracedLayer): { params: number; products: number; outputs: number } {
  const weights = new Set<string>();
  let products = 0;
  let outputs = 0;
  const [rows = 0, columns = 0, filters = 0] =
    traced.output.length === 3 ? traced.output : [1, 1, traced.output[0]];
  for (let place = 0; place < rows * columns; place++) {
    for (let filter = 0; filter < filters; filter++) {
      outputs += 1;
      for (const weight of productsOf(traced, filter)) {
        weights.add(weight);
        products += 1;
      }
      for (const weight of othersOf(traced, filter)) weights.add(weight);
    }
  }
  return { params: weights.size, products, outputs };
}

/** The weights that the products of one output are formed with. */
function productsOf({ layer, input }: TracedLayer, filter: number): string[] {
  const channels = input.at(-1) ?? 0;
  switch (layer.type) {
    case 'conv': {
      const group = Math.floor((filter * (layer.groups ?? 1)) / layer.filters);
      const size = channels / (layer.groups ?? 1);
      return range(channels)
        .filter((channel) => Math.floor(channel / size) === group)
        .flatMap((channel) => window(layer.kernel).map((at) => `${at} ${channel} ${filter}`));
    }
    case 'depthwise-conv':
      return window(layer.kernel).map((at) => `${at} ${filter}`);
    case 'dense':
      return range(channels).map((channel) => `${channel} ${filter}`);
    case 'batch-norm':
    case 'layer-norm':
      return [`gamma ${filter}`];
    default:
      return [];
  }
}

/** The weights that are added, or used for statistics. */
function othersOf({ layer }: TracedLayer, filter: number): string[] {
  switch (layer.type) {
    case 'conv':
    case 'depthwise-conv':
      return layer.bias ? [`bias ${filter}`] : [];
    case 'dense':
      return layer.bias === false ? [] : [`bias ${filter}`];
    case 'batch-norm':
      return ['beta', 'moving mean', 'moving variance'].map((role) => `${role} ${filter}`);
    case 'layer-norm':
      return [`beta ${filter}`];
    default:
      return [];
  }
}

function window([height, width]: readonly [number, number]): string[] {
  return range(height).flatMap((y) => range(width).map((x) => `${y} ${x}`));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

describe('the cost of a layer', () => {
  it('agrees with counting the weights and products of a naive implementation', () => {
    fc.assert(
      fc.property(chains.filter(worksOut), (chain) => {
        for (const traced of traceShapes(chain)) {
          const counted = countByHand(traced);
          const { trainable, nonTrainable } = layerParameters(traced);
          expect(trainable + nonTrainable).toBe(counted.params);
          expect(layerMultiplyAdds(traced)).toBe(counted.products);
          expect(layerActivationBytes(traced)).toBe(traced.type === 'flatten' ? 0 : counted.outputs * 4);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('counts the products of attention and of local response normalisation', () => {
    const layers = traceShapes(
      chainOf(
        [4, 6, 8],
        { type: 'lrn', radius: 2, bias: 2, alpha: 1e-4, beta: 0.75 },
        { type: 'reshape', shape: [24, 8] },
        { type: 'matmul', transposeB: true, inputs: ['reshape', 'reshape'] },
        { type: 'matmul', transposeA: true, inputs: ['matmul', 'reshape'] },
      ),
    );
    expect(layers.map(layerMultiplyAdds)).toEqual([4 * 6 * 8 * 5, 0, 24 * 24 * 8, 24 * 8 * 24]);
    expect(layers.map(layerActivationBytes)).toEqual([4 * 192, 0, 4 * 24 * 24, 4 * 192]);
  });

  it('gives every variable a name of its own that starts with its layer', () => {
    fc.assert(
      fc.property(chains.filter(worksOut), (chain) => {
        const variables = netVariables(chain);
        expect(new Set(variables.map((variable) => variable.name)).size).toBe(variables.length);
        for (const variable of variables) {
          expect(variable.name).toBe(`${variable.layer}/${variable.role.replace('-', '_')}`);
          expect(variable.trainable).toBe(!variable.role.startsWith('moving'));
        }
      }),
    );
  });

  it('states the fans of a kernel as inputs to one output and outputs of one input', () => {
    const chain = chainOf(
      [9, 9, 3],
      { type: 'conv', filters: 8, kernel: [3, 5], stride: [1, 1], padding: 'same', bias: true },
      { type: 'flatten' },
      { type: 'dense', units: 4, activation: 'softmax' },
    );
    const kernels = netVariables(chain).filter((variable) => variable.role === 'kernel');
    expect(kernels).toEqual([
      expect.objectContaining({ name: 'conv2d/kernel', shape: [3, 5, 3, 8], fanIn: 45, fanOut: 120 }),
      expect.objectContaining({ name: 'dense/kernel', shape: [648, 4], fanIn: 648, fanOut: 4 }),
    ]);
  });
});
