import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIVATIONS, type ActivationName, gradientsThrough } from '../../../src-shared/lab/activations.ts';

const names = fc.constantFrom<ActivationName>('relu', 'tanh', 'sigmoid');
/** Not so near to zero that ReLU's corner lies between the two points of a difference. */
const inputs = fc.double({ min: -5, max: 5, noNaN: true }).filter((x) => Math.abs(x) > 1e-3);

describe('activations', () => {
  it('have the slope that a difference of two values gives', () => {
    fc.assert(
      fc.property(names, inputs, (name, x) => {
        const { value, slope } = ACTIVATIONS[name];
        const h = 1e-5;
        expect(slope(x)).toBeCloseTo((value(x + h) - value(x - h)) / (2 * h), 6);
      }),
    );
  });

  it("never rise more steeply than 1, a sigmoid's than a quarter", () => {
    fc.assert(
      fc.property(names, inputs, (name, x) => {
        expect(ACTIVATIONS[name].slope(x)).toBeLessThanOrEqual(name === 'sigmoid' ? 0.25 : 1);
      }),
    );
  });

  it('pass a gradient through layers as the derivative of the nested function', () => {
    fc.assert(
      fc.property(
        names,
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        fc.integer({ min: 1, max: 6 }),
        (name, x, layers) => {
          const { value } = ACTIVATIONS[name];
          const nested = (input: number) =>
            Array.from({ length: layers }).reduce<number>((output) => value(output), input);
          const h = 1e-5;
          const gradients = gradientsThrough(name, x, layers);
          expect(gradients).toHaveLength(layers + 1);
          expect(gradients.at(-1)).toBeCloseTo((nested(x + h) - nested(x - h)) / (2 * h), 6);
        },
      ),
    );
  });

  it('let the gradient vanish in a sigmoid and not in a ReLU', () => {
    expect(gradientsThrough('relu', 1, 20).at(-1)).toBe(1);
    expect(gradientsThrough('sigmoid', 1, 20).at(-1)).toBeLessThan(0.25 ** 20);
  });
});
