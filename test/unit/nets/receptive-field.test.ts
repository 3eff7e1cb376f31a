import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerSpec, UnnamedLayer } from '../../../src-shared/nets/layer-spec.ts';
import { nameLayers } from '../../../src-shared/nets/name-layers.ts';
import { traceReceptiveFields } from '../../../src-shared/nets/receptive-field.ts';
import { windowAxis } from '../../../src-shared/nets/window.ts';
import { chainOf } from './chains.ts';

interface Step {
  readonly m: number;
  readonly s: number;
  readonly padding: 'valid' | 'same';
}

const step = fc.record({
  m: fc.integer({ min: 1, max: 5 }),
  s: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom<Step['padding']>('valid', 'same'),
});
const steps = fc.array(step, { minLength: 1, maxLength: 5 });
const picture = fc.integer({ min: 1, max: 80 });

/** A window along the height only, so that the picture is a column of `n` pixels. */
function poolOf({ m, s, padding }: Step): UnnamedLayer {
  return { type: 'max-pool', size: [m, 1], stride: [s, 1], padding };
}

/** Sizes of the column after each step, starting with its own; stops short where a window does not fit. */
function sizesOf(n: number, steps: readonly Step[]): number[] {
  const sizes = [n];
  for (const { m, s, padding } of steps) {
    const { output } = windowAxis(sizes.at(-1) ?? 0, m, s, padding);
    if (output < 1) {
      break;
    }
    sizes.push(output);
  }
  return sizes;
}

/**
 * The pixels that an element after the last of the steps depends on, found by following every window back.
 * With `bounded` an element outside of its feature map is padding and depends on nothing.
 */
function dependencies(
  position: number,
  sizes: readonly number[],
  steps: readonly Step[],
  bounded: boolean,
): Set<number> {
  let positions = new Set([position]);
  for (const [depth, { m, s, padding }] of [...steps.entries()].reverse()) {
    const size = sizes[depth] ?? 0;
    const { padBefore } = windowAxis(size, m, s, padding);
    const before = new Set<number>();
    for (const at of positions) {
      for (let offset = 0; offset < m; offset++) {
        const index = at * s - padBefore + offset;
        if (!bounded || (index >= 0 && index < size)) {
          before.add(index);
        }
      }
    }
    positions = before;
  }
  return positions;
}

/** The same as `dependencies`, as the arithmetic under test states it. */
function stated(n: number, steps: readonly Step[]) {
  const chain = chainOf([n, 1, 1], ...steps.map(poolOf));
  const field = traceReceptiveFields(chain).at(-1)?.receptiveField;
  return (position: number): [first: number, last: number] => {
    const first = (field?.start[0] ?? 0) + position * (field?.jump[0] ?? 0);
    return [first, first + (field?.size[0] ?? 0) - 1];
  };
}

describe('the receptive field', () => {
  it('spans what is found by following every window back, padding counted as pixels', () => {
    fc.assert(
      fc.property(picture, steps, (n, steps) => {
        const sizes = sizesOf(n, steps);
        fc.pre(sizes.length === steps.length + 1);
        const field = stated(n, steps);
        for (let position = 0; position < (sizes.at(-1) ?? 0); position++) {
          const pixels = dependencies(position, sizes, steps, false);
          expect(field(position)).toEqual([Math.min(...pixels), Math.max(...pixels)]);
        }
      }),
    );
  });

  it('holds every pixel that an element really depends on', () => {
    fc.assert(
      fc.property(picture, steps, (n, steps) => {
        const sizes = sizesOf(n, steps);
        fc.pre(sizes.length === steps.length + 1);
        const field = stated(n, steps);
        for (let position = 0; position < (sizes.at(-1) ?? 0); position++) {
          const [first, last] = field(position);
          for (const pixel of dependencies(position, sizes, steps, true)) {
            expect(pixel).toBeGreaterThanOrEqual(first);
            expect(pixel).toBeLessThanOrEqual(last);
          }
        }
      }),
    );
  });

  it('is exact without padding where windows leave no gaps', () => {
    const gapless = step.map(({ m, s }): Step => ({ m: Math.max(m, s), s, padding: 'valid' }));
    fc.assert(
      fc.property(picture, fc.array(gapless, { minLength: 1, maxLength: 4 }), (n, steps) => {
        const sizes = sizesOf(n, steps);
        fc.pre(sizes.length === steps.length + 1);
        const [first, last] = stated(n, steps)(0);
        const pixels = [...dependencies(0, sizes, steps, true)].sort((a, b) => a - b);
        expect(pixels).toEqual(Array.from({ length: last - first + 1 }, (_, i) => first + i));
      }),
    );
  });

  it('is kept by flatten and spans all elements after a dense layer', () => {
    const layers = traceReceptiveFields(
      chainOf(
        [8, 6, 1],
        { type: 'conv', filters: 2, kernel: [3, 3], stride: [1, 1], padding: 'valid', bias: true },
        { type: 'max-pool', size: [2, 2], stride: [2, 2], padding: 'valid' },
        { type: 'flatten' },
        { type: 'dense', units: 4, activation: 'relu' },
        { type: 'dense', units: 2, activation: 'softmax' },
      ),
    ).map((layer) => layer.receptiveField);
    expect(layers[1]).toEqual({ size: [4, 4], jump: [2, 2], start: [0, 0] });
    expect(layers[2]).toEqual(layers[1]);
    expect(layers[3]).toEqual({ size: [8, 6], jump: [0, 0], start: [0, 0] });
    expect(layers[4]).toEqual(layers[3]);
  });

  it('is, where branches join, what they see together', () => {
    const branch = fc.array(
      step.map(({ m }): Step => ({ m, s: 1, padding: 'same' })),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(picture, branch, branch, (n, left, right) => {
        const names = nameLayers([...left, ...right].map(poolOf));
        const layers = names.map((layer, index) =>
          index === 0 || index === left.length ? { ...layer, inputs: ['picture'] } : layer,
        );
        const ends = [names[left.length - 1]?.name ?? '', names.at(-1)?.name ?? ''];
        const join: LayerSpec = { type: 'add', name: 'add', inputs: ends };
        const net = { input: [n, 1, 1] as const, layers: [...layers, join] };
        const field = traceReceptiveFields(net).at(-1)?.receptiveField;
        const pixels = [left, right].flatMap((steps) => [
          ...dependencies(0, sizesOf(n, steps), steps, false),
        ]);
        expect(field?.start[0]).toBe(Math.min(...pixels));
        expect(field?.size[0]).toBe(Math.max(...pixels) - Math.min(...pixels) + 1);
        expect(field?.jump[0]).toBe(1);
      }),
    );
  });

  it('spans what a dilated kernel reaches', () => {
    const [layer] = traceReceptiveFields(
      chainOf([9, 9, 1], {
        type: 'conv',
        filters: 1,
        kernel: [3, 2],
        stride: [1, 1],
        padding: 'valid',
        dilation: [2, 3],
        bias: true,
      }),
    );
    expect(layer?.receptiveField).toEqual({ size: [5, 4], jump: [1, 1], start: [0, 0] });
  });

  it.each<[string, UnnamedLayer[]]>([
    ['global pooling', [{ type: 'global-pool', mode: 'max', keepDims: true }]],
    [
      'attention',
      [
        { type: 'reshape', shape: [48, 2] },
        { type: 'matmul', transposeB: true, inputs: ['reshape', 'reshape'] },
      ],
    ],
    ['a transposed map', [{ type: 'transpose', permutation: [1, 0, 2] }]],
    ['a rolled map', [{ type: 'roll', shifts: [1], axes: [0] }]],
    [
      'squeeze and excitation',
      [
        { type: 'global-pool', mode: 'average', keepDims: true },
        { type: 'multiply', inputs: ['picture', 'global_average_pooling2d'] },
      ],
    ],
  ])('is the whole picture behind %s', (_, layers) => {
    const field = traceReceptiveFields(chainOf([8, 6, 2], ...layers)).at(-1)?.receptiveField;
    expect(field).toEqual({ size: [8, 6], jump: [0, 0], start: [0, 0] });
  });

  it('is kept by tokens and layers of channels, and moves with a slice', () => {
    const fields = traceReceptiveFields(
      chainOf(
        [8, 8, 3],
        { type: 'conv', filters: 4, kernel: [2, 2], stride: [2, 2], padding: 'valid', bias: true },
        { type: 'slice', axis: 0, begin: 1, size: 3 },
        { type: 'dense', units: 5, activation: 'gelu' },
        { type: 'reshape', shape: [12, 5] },
        { type: 'class-token' },
        { type: 'layer-norm', epsilon: 1e-6 },
      ),
    ).map((layer) => layer.receptiveField);
    expect(fields[1]).toEqual({ size: [2, 2], jump: [2, 2], start: [2, 0] });
    expect(fields.at(-1)).toEqual(fields[1]);
  });
});
