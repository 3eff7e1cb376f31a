import type { UnnamedLayer } from '../../src-shared/nets/layer-spec.ts';
import { nameLayers } from '../../src-shared/nets/name-layers.ts';
import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';

/** A network of a few hundred weights on pictures of 32 × 32, so that a step takes milliseconds. */
export function smallNet(classes: number, between: readonly UnnamedLayer[] = []): BuiltNet {
  return {
    ...netSpec('alexnet-small', classes),
    input: [32, 32, 3],
    layers: nameLayers([
      {
        type: 'conv',
        filters: 4,
        kernel: [5, 5],
        stride: [4, 4],
        padding: 'valid',
        activation: 'relu',
        bias: true,
      },
      ...between,
      { type: 'flatten' },
      { type: 'dense', units: classes, activation: 'softmax' },
    ]),
  };
}
