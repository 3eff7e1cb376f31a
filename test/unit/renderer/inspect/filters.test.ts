import { describe, expect, it } from 'vitest';
import { filterBytes, filterPixels } from '../../../../src-renderer/screens/inspect/filters/filter-pixels.ts';
import { sortFilters } from '../../../../src-renderer/screens/inspect/filters/sort-filters.ts';
import { colourTable, NOT_A_NUMBER } from '../../../../src-renderer/screens/inspect/parts/colour-scale.ts';

describe('kernels as bytes', () => {
  const kernel = Float32Array.of(1, -1, 0, 0.5, Number.NaN, -0.25);

  it('have zero at 128, and the largest weight of all or of each filter at the end', () => {
    const shape = [2, 1, 1, 3];
    expect([...filterBytes(kernel, shape, 'layer').bytes]).toEqual([255, 1, 128, 192, 0, 96]);
    expect([...filterBytes(kernel, shape, 'filter').bytes]).toEqual([255, 1, 128, 255, 0, 65]);
  });

  it('are all grey where every weight is zero', () => {
    expect([...filterBytes(new Float32Array(4), [1, 2, 2, 1], 'filter').bytes]).toEqual([128, 128, 128, 128]);
  });

  it('are drawn in the picture’s colours, or one channel in signed colours', () => {
    const kernels = filterBytes(kernel, [2, 1, 1, 3], 'layer');
    expect([...filterPixels(kernels, 0, 'colours')]).toEqual([255, 1, 128, 255]);
    expect([...filterPixels(kernels, 0, 1)]).toEqual([...colourTable('signed').subarray(3, 6), 255]);
  });
});

it('draws a weight that is not a number in a colour of its own, whatever the others are', () => {
  const kernels = filterBytes(Float32Array.of(0.5, Number.NaN, -0.25), [1, 1, 1, 3], 'layer');
  const own = [...NOT_A_NUMBER, 255];
  expect([...filterPixels(kernels, 0, 'colours')]).toEqual(own);
  expect([...filterPixels(kernels, 0, 1)]).toEqual(own);
  expect([...filterPixels(kernels, 0, 0)]).not.toEqual(own);
});

describe('sorting filters', () => {
  const norms = [1, 3, null, 2];
  const unit = (index: number, active: number, selectivity: number | null) => ({
    unit: index,
    highest: 1,
    active,
    class: selectivity === null ? null : { index: 0, selectivity },
  });

  it('puts the longest first, what is not a number last', () => {
    expect(sortFilters('order', norms, undefined)).toEqual([0, 1, 2, 3]);
    expect(sortFilters('norm', norms, undefined)).toEqual([1, 3, 0, 2]);
  });

  it('puts first those most for one class, or those that never answer', () => {
    const units = [unit(0, 0.5, 0.2), unit(1, 0, null), unit(2, 1, 0.9), unit(3, 0.1, 0.2)];
    expect(sortFilters('selectivity', norms, units)).toEqual([2, 0, 3, 1]);
    expect(sortFilters('dead', norms, units)).toEqual([1, 3, 0, 2]);
    expect(sortFilters('dead', norms, undefined)).toEqual([0, 1, 2, 3]);
  });
});
