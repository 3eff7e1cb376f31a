import { expect, it } from 'vitest';
import { byFilter, filterNorms, filterPart } from '../../../../src-main/services/filter-numbers.ts';
import { createAnswers, keepTensors } from '../../../../src-main/services/inspect-answers.ts';
import { describeMaps, mapPart, mapShape } from '../../../../src-main/services/inspect-maps.ts';
import { unitFigures } from '../../../../src-main/services/inspect-units.ts';
import { TOP_PICTURES } from '../../../../src-shared/top-pictures.ts';

const query = { layer: undefined, index: undefined, scale: undefined };

it('takes any output as maps', () => {
  expect(mapShape([10])).toEqual({ height: 1, width: 1, channels: 10 });
  expect(mapShape([50, 12])).toEqual({ height: 50, width: 1, channels: 12 });
  expect(mapShape([5, 6, 7])).toEqual({ height: 5, width: 6, channels: 7 });
  expect(mapShape([2, 3, 4, 5])).toEqual({ height: 24, width: 5, channels: 1 });
});

it('says what is broken in a layer, and draws the rest', () => {
  const output = { shape: [1, 2, 2], data: Float32Array.of(0, Number.NaN, 4, Number.POSITIVE_INFINITY) };
  expect(describeMaps('conv2d', output)).toMatchObject({
    lowest: 0,
    highest: 4,
    mean: 2,
    zeros: 0.25,
    broken: 2,
  });
  expect(Array.from(mapPart(output, { ...query, part: 'tiles' })?.data ?? [])).toEqual([1, 255, 0, 0]);
  const ranges = mapPart(output, { ...query, part: 'ranges' })?.data;
  expect(Array.from(ranges ?? [])).toEqual([0, 4, Number.NaN, Number.NaN]);
  expect(mapPart(output, { ...query, part: 'channel', index: 2 })).toBeUndefined();
  const nothing = { shape: [1], data: Float32Array.of(Number.NaN) };
  expect(describeMaps('dense', nothing)).toMatchObject({
    lowest: null,
    highest: null,
    mean: null,
    broken: 1,
  });
});

it('turns kernels round so that each filter lies together, depthwise ones too', () => {
  // [height 1, width 2, in 2, out 3], numbered by place, channel and filter.
  const kernel = Float32Array.from([0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112]);
  const filters = byFilter(kernel, [1, 2, 2, 3], false);
  expect(filters.shape).toEqual([3, 1, 2, 2]);
  expect(Array.from(filters.data.subarray(4, 8))).toEqual([1, 11, 101, 111]);
  expect(filterNorms(filters)[1]).toBeCloseTo(Math.hypot(1, 11, 101, 111), 4);
  const tiles = filterPart(filters, { ...query, part: 'tiles', scale: 'filter' })?.data;
  expect(tiles?.[7]).toBe(255);
  // [height 1, width 2, in 2, multiplier 2]: filter 2 · channel + multiple.
  const depthwise = byFilter(Float32Array.from([0, 1, 2, 3, 10, 11, 12, 13]), [1, 2, 2, 2], true);
  expect(depthwise.shape).toEqual([4, 1, 2, 1]);
  expect(Array.from(depthwise.data)).toEqual([0, 10, 1, 11, 2, 12, 3, 13]);
});

it('finds for each unit the class it is for, and that dead ones are for none', () => {
  const values = new Float32Array(2 * TOP_PICTURES).fill(Number.NEGATIVE_INFINITY);
  values.set([5, 0], 0);
  const found = {
    values,
    pictures: new Float32Array(2 * TOP_PICTURES),
    places: new Float32Array(2 * TOP_PICTURES),
    active: Float32Array.of(3, 0),
    means: Float32Array.of(1, 3, Number.NaN, 0, -1, Number.NaN),
  };
  expect(unitFigures(found, 4, 3)).toEqual([
    { unit: 0, highest: 5, active: 0.75, class: { index: 1, selectivity: (3 - 0.5) / 3.5 } },
    { unit: 1, highest: null, active: 0, class: null },
  ]);
});

it('lets the oldest answers go when there is no room for all', () => {
  const answers = createAnswers(100);
  const keep = (value: number) =>
    answers.keep(keepTensors({ map: { shape: [10], data: new Float32Array(10).fill(value) } }));
  const [first, second, third] = [keep(1), keep(2), keep(3)];
  expect(() => answers.part(first, { ...query, part: 'map' })).toThrow(/ask for them again/);
  expect(answers.part(second, { ...query, part: 'map' }).data[0]).toBe(2);
  expect(answers.part(third, { ...query, part: 'map' }).data[0]).toBe(3);
  expect(() => answers.part(third, { ...query, part: 'toString' })).toThrow(/no part "toString"/);
});
