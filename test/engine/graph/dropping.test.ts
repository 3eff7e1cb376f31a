import { expect, test } from 'vitest';
import { emitLayer } from '../../../src-main/engine/graph/layers/emit-layer.ts';
import type { UnnamedLayer } from '../../../src-shared/nets/layer-spec.ts';
import { type Arrays, type GraphOptions, runGraph, traceLayer } from '../../helpers/graph-layers.ts';
import { type Array64, arrayOf, get } from '../../helpers/reference-layers/array.ts';

const SHAPE = [500, 4, 3];
const ONES = arrayOf(SHAPE, () => 1);

/** Output and input gradient where input and gradient are all ones: both are the mask. */
function masks(layer: UnnamedLayer, options: GraphOptions, step?: number): Arrays {
  const traced = traceLayer(layer, [SHAPE.slice(1)]);
  return runGraph(
    { inputs: [ONES], variables: {}, gradient: ONES },
    ({ context, inputs: [input = ''], gradient }) => {
      const { output, backward } = emitLayer(context, traced, input);
      return {
        output: { value: output, isFloat: false },
        gradient: { value: backward(gradient, [true]).inputs[0] ?? '', isFloat: false },
      };
    },
    options,
    step,
  );
}

function outputOf(arrays: Arrays): Array64 {
  return arrays.output ?? ONES;
}

/** Share of elements that are 0; the others have to be 1 / (1 − rate). */
function droppedShare({ data }: Array64, rate: number): number {
  for (const value of data) expect([0, Math.fround(1 / (1 - rate))]).toContain(value);
  return data.filter((value) => value === 0).length / data.length;
}

const LAYERS = [
  { type: 'dropout', rate: 0.25 },
  { type: 'stochastic-depth', rate: 0.25 },
] as const;

test.each(LAYERS)('$type drops its rate, and the same on the way back', (layer) => {
  const both = masks(layer, { dropout: true });
  expect(Math.abs(droppedShare(outputOf(both), layer.rate) - layer.rate)).toBeLessThan(0.08);
  expect(both.gradient).toEqual(both.output);
});

test.each(LAYERS)('$type drops others at another step, and the same at the same step', (layer) => {
  const first = masks(layer, { dropout: true }, 1);
  expect(masks(layer, { dropout: true }, 1)).toEqual(first);
  expect(masks(layer, { dropout: true }, 2)).not.toEqual(first);
});

test.each(LAYERS)(
  '$type changes nothing when it does not train, or where the recipe has no dropout',
  (layer) => {
    expect(outputOf(masks(layer, { dropout: true, training: false }))).toEqual(ONES);
    expect(outputOf(masks(layer, { dropout: false }))).toEqual(ONES);
  },
);

test('stochastic depth keeps or drops a picture as a whole, dropout each element by itself', () => {
  const isWhole = (mask: Array64, picture: number): boolean => {
    const first = get(mask, picture, 0, 0);
    return arrayOf(SHAPE.slice(1), (...place) => get(mask, picture, ...place)).data.every(
      (value) => value === first,
    );
  };
  const pictures = Array.from({ length: SHAPE[0] ?? 0 }, (_, picture) => picture);
  const [elements, whole] = LAYERS.map((layer) => outputOf(masks(layer, { dropout: true })));
  expect(pictures.every((picture) => isWhole(whole ?? ONES, picture))).toBe(true);
  expect(pictures.every((picture) => isWhole(elements ?? ONES, picture))).toBe(false);
});
