import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eagerSession } from '../../src-main/engine/eager/eager-session.ts';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import type { NetSession, SessionSettings } from '../../src-main/engine/net-session.ts';
import { initialise } from '../../src-main/engine/train/initialise.ts';
import type { UnnamedLayer } from '../../src-shared/nets/layer-spec.ts';
import { nameLayers } from '../../src-shared/nets/name-layers.ts';
import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { PLAIN_TRAINING } from '../../src-shared/recipe.ts';
import { noiseBatch, STATISTICS, testTensorFlow } from '../helpers/engine-parts.ts';

const SETTINGS: SessionSettings = {
  ...PLAIN_TRAINING,
  precision: 'float32',
  dropout: false,
  weightDecay: 0.0005,
  seed: 1,
};

/** Opens both, with the same weights. */
function openBoth(net: BuiltNet): { compiled: NetSession; eager: NetSession } {
  const { tf, binding } = testTensorFlow();
  const compiled = compiledSession(binding, net, SETTINGS);
  const eager = eagerSession(tf, net, SETTINGS);
  initialise(compiled, net, 'lsuv', STATISTICS, noiseBatch(4, net.classes, net.input));
  for (const { name } of compiled.variables) eager.write(name, compiled.read(name));
  return { compiled, eager };
}

/** Trains both on the same pictures and compares what comes out. */
function expectSameTraining(net: BuiltNet, batch: number, steps: number, learningRate: number): void {
  const { compiled, eager } = openBoth(net);
  try {
    for (let step = 1; step <= steps; step++) {
      const pictures = noiseBatch(batch, net.classes, net.input, step);
      const expected = eager.trainStep(pictures, learningRate, step);
      const actual = compiled.trainStep(pictures, learningRate, step);
      expect(Math.abs(actual.loss - expected.loss) / expected.loss).toBeLessThan(1e-4);
      expect(actual.top1).toBeCloseTo(expected.top1, 6);
    }
    for (const { name } of compiled.variables) {
      expect(relativeDistance(compiled.read(name), eager.read(name)), name).toBeLessThan(1e-3);
    }
  } finally {
    compiled.close();
    eager.close();
  }
}

/**
 * Largest difference over largest value. The bias of a convolution before a normalisation has no gradient but rounding errors, so values far below those of
 * a weight do not count as large.
 */
function relativeDistance(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let size = 1e-2;
  for (const [index, value] of a.entries()) {
    difference = Math.max(difference, Math.abs(value - (b[index] ?? 0)));
    size = Math.max(size, Math.abs(value));
  }
  return difference / size;
}

test.each(['alexnet', 'alexnet-bn', 'alexnet-small'] as const)(
  '%s trains alike compiled and op by op',
  (name) => {
    expectSameTraining(netSpec(name, 5), name === 'alexnet' ? 2 : 8, 2, 1e-4);
  },
);

test('random small networks train alike compiled and op by op', () => {
  const odd = fc.constantFrom(1, 2, 3, 5);
  const activation = fc.constantFrom('relu', 'tanh', 'sigmoid', undefined);
  const padding = fc.constantFrom('valid', 'same');
  const block = fc.oneof(
    fc
      .record({
        filters: fc.integer({ min: 1, max: 8 }),
        h: odd,
        w: odd,
        stride: fc.constantFrom(2, 3),
        padding,
        activation,
        bias: fc.boolean(),
      })
      .map(
        ({ h, w, stride, ...rest }): UnnamedLayer => ({
          type: 'conv',
          kernel: [h, w],
          stride: [stride, stride],
          ...rest,
        }),
      ),
    fc.record({ size: fc.constantFrom(2, 3), stride: fc.constantFrom(1, 2), padding }).map(
      ({ size, stride, padding }): UnnamedLayer => ({
        type: 'max-pool',
        size: [size, size],
        stride: [stride, stride],
        padding,
      }),
    ),
    fc
      .record({ activation })
      .map(
        ({ activation }): UnnamedLayer => ({ type: 'batch-norm', epsilon: 1e-3, momentum: 0.9, activation }),
      ),
  );
  const hidden = fc
    .record({
      units: fc.integer({ min: 2, max: 16 }),
      activation: fc.constantFrom('relu', 'tanh', 'sigmoid', 'linear'),
    })
    .map((dense): UnnamedLayer => ({ type: 'dense', ...dense }));
  const nets = fc.record({
    blocks: fc.array(block, { minLength: 1, maxLength: 4 }),
    hidden: fc.array(hidden, { maxLength: 2 }),
    classes: fc.integer({ min: 2, max: 6 }),
  });

  fc.assert(
    fc.property(nets, ({ blocks, hidden, classes }) => {
      const first: UnnamedLayer = {
        type: 'conv',
        filters: 4,
        kernel: [7, 7],
        stride: [6, 6],
        padding: 'same',
        bias: true,
      };
      const last: UnnamedLayer = { type: 'dense', units: classes, activation: 'softmax' };
      const net: BuiltNet = {
        ...netSpec('alexnet-small', classes),
        layers: nameLayers([first, ...blocks, { type: 'flatten' }, ...hidden, last]),
      };
      expectSameTraining(net, 3, 2, 1e-3);
    }),
    { numRuns: 15 },
  );
});
