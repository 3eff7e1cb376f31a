import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cellNumbers } from '../../../../src-main/services/inspect-cell.ts';
import { networkLayers } from '../../../../src-main/services/inspect-network.ts';
import type { UnnamedLayer } from '../../../../src-shared/nets/layer-spec.ts';
import { nameLayers } from '../../../../src-shared/nets/name-layers.ts';
import type { BuiltNet } from '../../../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../../../src-shared/nets/trace-shapes.ts';
import { netVariables } from '../../../../src-shared/nets/variables.ts';
import { random } from '../../../../src-shared/random.ts';
import { type Array64, arrayOf } from '../../../helpers/reference-layers/array.ts';
import { referenceLayer } from '../../../helpers/reference-layers/reference-layer.ts';
import { smallNet } from '../../../helpers/small-net.ts';

const INPUT = [9, 7, 4] as const;

const small = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(small, small);
const padding = fc.constantFrom('valid' as const, 'same' as const);
const common = { padding, bias: fc.boolean(), activation: fc.constantFrom('relu' as const) };
const layers: fc.Arbitrary<UnnamedLayer> = fc.oneof(
  fc.record({
    type: fc.constant('conv' as const),
    filters: fc.constant(6),
    kernel: pair,
    stride: pair,
    groups: fc.constantFrom(1, 2),
    ...common,
  }),
  fc.record({
    type: fc.constant('conv' as const),
    filters: fc.constant(2),
    kernel: pair,
    stride: fc.constant([1, 1] as const),
    dilation: pair,
    ...common,
  }),
  fc.record({
    type: fc.constant('depthwise-conv' as const),
    kernel: pair,
    stride: fc.constant([2, 2] as const),
    multiplier: small,
    ...common,
  }),
  fc.record({
    type: fc.constantFrom('max-pool' as const, 'average-pool' as const, 'min-pool' as const),
    size: pair,
    stride: pair,
    padding,
  }),
  fc.record({
    type: fc.constant('dense' as const),
    units: fc.constant(5),
    activation: fc.constant('linear' as const),
    bias: fc.boolean(),
  }),
);

function netOf(layer: UnnamedLayer): BuiltNet {
  return { ...smallNet(3), input: INPUT, layers: nameLayers([layer]) };
}

it('gives numbers that make what direct loops make, at any place of any window', async () => {
  await fc.assert(
    fc.asyncProperty(layers, fc.integer({ min: 0, max: 999 }), async (spec, seed) => {
      const net = netOf(spec);
      const [traced] = traceShapes(net);
      const [layer] = networkLayers(net);
      if (!traced || !layer) throw new Error('No layer');
      const from = random(seed);
      const draw = (shape: readonly number[]): Array64 =>
        arrayOf(shape, () => Math.fround(from.uniform(-1, 1)));
      const variables = new Map(netVariables(net).map(({ name, shape }) => [name, draw(shape)]));
      const picture = draw([1, ...INPUT]);
      const variable = (name: string): Array64 => variables.get(`${layer.name}/${name}`) ?? draw([0]);
      const expected = referenceLayer(traced, [picture], variable);

      const [height = 1, width = 1, channels = 1] = traced.output;
      const place = { y: from.int(height), x: from.int(width), channel: from.int(channels) };
      const output = { shape: [...traced.output], data: Float32Array.from(expected.data) };
      const outputs = {
        picture: { shape: [...INPUT], data: Float32Array.from(picture.data) },
        [layer.name]: output,
      };
      const read = async (name: string) => Float32Array.from(variables.get(name)?.data ?? []);
      const { numbers, value } = await cellNumbers({ net, layer, outputs, read }, place);
      expect(made(numbers)).toBeCloseTo(value ?? Number.NaN, 5);
    }),
    { numRuns: 300 },
  );
});

function made(numbers: Awaited<ReturnType<typeof cellNumbers>>['numbers']): number {
  if (numbers.kind === 'product') {
    const sum =
      numbers.patch?.reduce((all: number, one, at) => all + (one ?? 0) * (numbers.kernel?.[at] ?? 0), 0) ?? 0;
    expect(sum + (numbers.bias ?? 0)).toBeCloseTo(numbers.sum ?? Number.NaN, 9);
    return numbers.activation === 'relu' ? Math.max(0, numbers.sum ?? 0) : (numbers.sum ?? 0);
  }
  if (numbers.kind !== 'pool') throw new Error(`Unexpected ${numbers.kind}`);
  const inside = numbers.patch.filter((one) => one !== null);
  if (numbers.mode === 'average') return inside.reduce((sum, one) => sum + one, 0) / inside.length;
  return numbers.mode === 'max' ? Math.max(...inside) : Math.min(...inside);
}

it('says where a value comes from, and which places there are', async () => {
  const net = netOf({
    type: 'conv',
    filters: 1,
    kernel: [3, 3],
    stride: [2, 2],
    padding: 'same',
    bias: false,
  });
  const [layer] = networkLayers(net);
  if (!layer) throw new Error('No layer');
  const outputs = {
    picture: { shape: [...INPUT], data: new Float32Array(9 * 7 * 4) },
    conv2d: { shape: [5, 4, 1], data: new Float32Array(20) },
  };
  const parts = { net, layer, outputs, read: async () => new Float32Array(36) };
  const corner = await cellNumbers(parts, { channel: 0, y: 0, x: 0 });
  expect(corner).toMatchObject({ source: 'picture', window: { top: -1, left: -1, height: 3, width: 3 } });
  await expect(cellNumbers(parts, { channel: 0, y: 5, x: 0 })).rejects.toThrow(
    /1 maps of 5 × 4.*no place 5, 0/,
  );
});
