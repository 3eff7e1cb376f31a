import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerFormula, outputFormula } from '../../../src-shared/nets/formulas.ts';
import { layerParameters } from '../../../src-shared/nets/layer-cost.ts';
import type { UnnamedLayer } from '../../../src-shared/nets/layer-spec.ts';
import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';
import { chainOf, chains, worksOut } from './chains.ts';

/** Works out the left side of a formula's text and gives both sides as numbers. */
function bothSides(formula: string): [left: number, right: number] {
  const [left = '', right = ''] = formula.split(' = ');
  const script = left
    .replaceAll(/[×·]/g, '*')
    .replaceAll('−', '-')
    .replaceAll('⌊', 'Math.floor(')
    .replaceAll('⌋', ')');
  return [Number(new Function(`return ${script}`)()), Number(right.replaceAll(',', ''))];
}

function outputFormulaOf(input: ImageShape, layer: UnnamedLayer): string | undefined {
  return traceShapes(chainOf(input, layer)).map(outputFormula)[0];
}

describe('the formulas', () => {
  it('come out, worked out by JavaScript, as the number on their right', () => {
    fc.assert(
      fc.property(chains.filter(worksOut), (chain) => {
        for (const traced of traceShapes(chain)) {
          const { trainable, nonTrainable } = layerParameters(traced);
          if (trainable > 0) {
            const [left, right] = bothSides(layerFormula(traced));
            expect([left, right]).toEqual([trainable + nonTrainable, trainable + nonTrainable]);
          }
          if ('stride' in traced.layer) {
            const axes = outputFormula(traced).split(', ');
            for (const [axis, text] of axes.entries()) {
              const [left, right] = bothSides(text.replace(/^(height|width) /, ''));
              expect([left, right]).toEqual([traced.output[axis], traced.output[axis]]);
            }
          }
        }
      }),
    );
  });

  it('show the floor only where the division leaves a rest', () => {
    const pool = { type: 'max-pool', size: [3, 3], stride: [2, 2], padding: 'valid' } as const;
    expect(outputFormulaOf([55, 55, 96], pool)).toBe('(55 − 3) / 2 + 1 = 27');
    expect(outputFormulaOf([56, 56, 96], pool)).toBe('⌊(56 − 3) / 2⌋ + 1 = 27');
  });

  it('show both sides of the padding where Keras pads them differently', () => {
    const conv = {
      type: 'conv',
      filters: 1,
      kernel: [11, 11],
      stride: [4, 4],
      padding: 'same',
      bias: true,
    } as const;
    expect(outputFormulaOf([224, 224, 3], conv)).toBe('(224 + 3 + 4 − 11) / 4 + 1 = 56');
  });

  it('show height and width where they differ', () => {
    const conv = {
      type: 'conv',
      filters: 1,
      kernel: [3, 3],
      stride: [1, 1],
      padding: 'valid',
      bias: true,
    } as const;
    expect(outputFormulaOf([6, 8, 3], conv)).toBe(
      'height (6 + 2·0 − 3) / 1 + 1 = 4, width (8 + 2·0 − 3) / 1 + 1 = 6',
    );
  });

  it('show groups, depthwise kernels, joins and products', () => {
    const layers = traceShapes(
      chainOf(
        [8, 8, 4],
        { type: 'conv', filters: 6, kernel: [3, 3], stride: [1, 1], padding: 'same', groups: 2, bias: true },
        {
          type: 'depthwise-conv',
          kernel: [3, 3],
          stride: [1, 1],
          padding: 'same',
          multiplier: 2,
          bias: false,
        },
        { type: 'concatenate', axis: -1, inputs: ['conv2d', 'depthwise_conv2d'] },
        { type: 'global-pool', mode: 'average', keepDims: false },
      ),
    );
    expect(layers.map(layerFormula)).toEqual([
      '(3 × 3 × 4 / 2) × 6 + 6 = 114',
      '(3 × 3) × 12 = 108',
      '6 + 12 = 18',
      'average of 8 × 8 values each: 18',
    ]);
    const products = traceShapes(
      chainOf(
        [4, 4, 2],
        { type: 'reshape', shape: [16, 2] },
        { type: 'class-token' },
        { type: 'learned-add', shape: [17, 2] },
        { type: 'matmul', transposeB: true, inputs: ['position_embedding', 'position_embedding'] },
        { type: 'slice', axis: 0, begin: 0, size: 3 },
        { type: 'layer-norm', epsilon: 1e-6 },
      ),
    );
    expect(products.map(layerFormula)).toEqual([
      '4 × 4 × 2 = 16 × 2',
      '2 = 2',
      '17 × 2 = 34',
      '(17 × 2) · (17 × 2)ᵀ',
      'elements 0 to 2',
      '2 × 17 = 34',
    ]);
  });

  it('say of element-wise layers that the shape stays', () => {
    expect(outputFormulaOf([6, 8, 3], { type: 'dropout', rate: 0.5 })).toBe('as its input');
  });
});
