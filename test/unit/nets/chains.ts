import fc from 'fast-check';
import type { LayerSpec, UnnamedLayer } from '../../../src-shared/nets/layer-spec.ts';
import { nameLayers } from '../../../src-shared/nets/name-layers.ts';
import type { Topology } from '../../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../../src-shared/nets/trace-shapes.ts';

const size = fc.integer({ min: 1, max: 4 });
const pair = fc.tuple(size, size);
const padding = fc.constantFrom('valid', 'same');

const conv: fc.Arbitrary<UnnamedLayer> = fc.record({
  type: fc.constant('conv'),
  filters: fc.integer({ min: 1, max: 3 }),
  kernel: pair,
  stride: pair,
  padding,
  bias: fc.boolean(),
});
const dilated: fc.Arbitrary<UnnamedLayer> = fc.record({
  type: fc.constant('conv'),
  filters: fc.constantFrom(2, 4),
  kernel: pair,
  stride: fc.constant([1, 1]),
  padding,
  dilation: pair,
  groups: fc.constantFrom(1, 2),
  bias: fc.boolean(),
});
const depthwise: fc.Arbitrary<UnnamedLayer> = fc.record({
  type: fc.constant('depthwise-conv'),
  kernel: pair,
  stride: size.map((step): [number, number] => [step, step]),
  padding,
  multiplier: fc.integer({ min: 1, max: 2 }),
  bias: fc.boolean(),
});
const pool: fc.Arbitrary<UnnamedLayer> = fc.record({
  type: fc.constantFrom('max-pool', 'average-pool', 'min-pool'),
  size: pair,
  stride: pair,
  padding,
});
const batchNorm: fc.Arbitrary<UnnamedLayer> = fc.constant({
  type: 'batch-norm',
  epsilon: 1e-3,
  momentum: 0.9,
});
const layerNorm: fc.Arbitrary<UnnamedLayer> = fc.constant({ type: 'layer-norm', epsilon: 1e-6 });
const dense: fc.Arbitrary<UnnamedLayer> = fc.record({
  type: fc.constant('dense'),
  units: fc.integer({ min: 1, max: 5 }),
  activation: fc.constant('relu'),
  bias: fc.boolean(),
});

/** Small networks whose shapes may or may not work out: up to five windows, normalisations and dense layers, flatten, up to two dense. */
export const chains: fc.Arbitrary<Topology> = fc
  .record({
    input: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), size),
    body: fc.array(fc.oneof(conv, dilated, depthwise, pool, batchNorm, layerNorm, dense), { maxLength: 5 }),
    head: fc.array(dense, { maxLength: 2 }),
  })
  .map(({ input, body, head }) => ({ input, layers: nameLayers([...body, { type: 'flatten' }, ...head]) }));

/** A chain of exactly these layers, on a picture of this size. */
export function chainOf(
  input: Topology['input'],
  ...layers: UnnamedLayer[]
): { input: Topology['input']; layers: LayerSpec[] } {
  return { input, layers: nameLayers(layers) };
}

/** Whether every layer can take the shape it gets. */
export function worksOut(chain: Topology): boolean {
  try {
    traceShapes(chain);
    return true;
  } catch {
    return false;
  }
}
