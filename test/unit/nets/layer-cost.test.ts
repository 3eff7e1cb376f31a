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
function countByHand({ layer, input, output }: TracedLayer): {
  params: number;
  products: number;
  outputs: number;
} {
  const weights = new Set<string>();
  let products = 0;
  let outputs = 0;
  const channels = input.at(-1) ?? 0;
  const [rows = 0, columns = 0, filters = 0] = output.length === 3 ? output : [1, 1, output[0]];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let filter = 0; filter < filters; filter++) {
        outputs += 1;
        if (layer.type === 'conv') {
          for (let y = 0; y < layer.kernel[0]; y++) {
            for (let x = 0; x < layer.kernel[1]; x++) {
              for (let channel = 0; channel < channels; channel++) {
                weights.add(`kernel ${y} ${x} ${channel} ${filter}`);
                products += 1;
              }
            }
          }
          if (layer.bias) {
            weights.add(`bias ${filter}`);
          }
        } else if (layer.type === 'dense') {
          for (let channel = 0; channel < channels; channel++) {
            weights.add(`kernel ${channel} ${filter}`);
            products += 1;
          }
          weights.add(`bias ${filter}`);
        } else if (layer.type === 'batch-norm') {
          for (const role of ['gamma', 'beta', 'moving mean', 'moving variance']) {
            weights.add(`${role} ${filter}`);
          }
          products += 1;
        }
      }
    }
  }
  return { params: weights.size, products, outputs };
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
