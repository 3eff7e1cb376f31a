import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eagerSession } from '../../src-main/engine/eager/eager-session.ts';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import type {
  NetSession,
  Pictures,
  SessionSettings,
  TrainingBatch,
} from '../../src-main/engine/net-session.ts';
import { type InputStatistics, initialise } from '../../src-main/engine/train/initialise.ts';
import { LayerSpec } from '../../src-shared/nets/layer-spec.ts';
import { type BuiltNet, elementsOf } from '../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { netVariables } from '../../src-shared/nets/variables.ts';
import { random } from '../../src-shared/random.ts';
import { NO_AUGMENTATION } from '../../src-shared/recipe/augmentation.ts';
import { PLAIN_TRAINING } from '../../src-shared/recipe.ts';
import { noiseBatch, STATISTICS, testTensorFlow } from '../helpers/engine-parts.ts';
import { netsWith, PART_NAMES } from '../helpers/random-nets.ts';

const SETTINGS: SessionSettings = {
  ...PLAIN_TRAINING,
  augmentation: NO_AUGMENTATION,
  weightDecay: 0.0005,
  precision: 'float32',
  dropout: false,
  seed: 1,
};

/** Of noise that has been averaged down to the small input of the random networks. */
const QUIET = {
  ...STATISTICS,
  mean: new Float32Array([127, 128, 127]),
  deviation: new Float32Array([5, 6, 5]),
};

/** Opens both, with the same weights. */
function openBoth(
  net: BuiltNet,
  statistics: InputStatistics,
  pictures: Pictures,
): { compiled: NetSession; eager: NetSession } {
  const { tf, binding } = testTensorFlow();
  const compiled = compiledSession(binding, net, SETTINGS);
  const eager = eagerSession(tf, net, SETTINGS);
  initialise(compiled, net, 'he', statistics, pictures);
  const from = random(1, 'embeddings');
  for (const { name, shape, role } of netVariables(net)) {
    // Zeros, which they start with, would hide what is done with them.
    if (role === 'embedding') {
      compiled.write(
        name,
        Float32Array.from({ length: elementsOf(shape) }, () => from.uniform(-0.5, 0.5)),
      );
    }
  }
  for (const { name } of compiled.variables) eager.write(name, compiled.read(name));
  return { compiled, eager };
}

/**
 * Trains both on the same pictures, batch after batch, and compares what comes out. A loss that has come down to nothing is the difference of
 * two large numbers, so losses below 0.1 count as 0.1.
 */
function expectSameTraining(
  net: BuiltNet,
  batches: readonly (TrainingBatch & Pictures)[],
  steps: number,
  learningRate: number,
  statistics: InputStatistics = STATISTICS,
): void {
  const [first] = batches;
  if (!first) throw new Error('There is nothing to train on');
  const { compiled, eager } = openBoth(net, statistics, first);
  const kernels = netVariables(net).flatMap(({ role, name }) => (role === 'kernel' ? [name] : []));
  try {
    for (let step = 1; step <= steps; step++) {
      const pictures = batches[step % batches.length] ?? first;
      // Once is enough, and while the weights are still the same. Where rounding decides which value of a pool is the largest, a part of the
      // gradient goes elsewhere, so directions are compared.
      const watched = step === 1 ? kernels : [];
      const expected = eager.trainStep(pictures, learningRate, step, watched);
      const actual = compiled.trainStep(pictures, learningRate, step, watched);
      for (const [index, kernel] of watched.entries()) {
        const [one, other] = [actual.gradients[index], expected.gradients[index]];
        expect(cosine(one ?? new Float32Array(), other ?? new Float32Array()), kernel).toBeGreaterThan(0.999);
      }
      const difference = Math.abs(actual.loss - expected.loss);
      expect(difference / Math.max(expected.loss, 0.1), `step ${step}`).toBeLessThan(1e-4);
    }
    for (const { name } of compiled.variables) {
      expect(relativeDistance(compiled.read(name), eager.read(name)), name).toBeLessThan(1e-3);
    }
  } finally {
    compiled.close();
    eager.close();
  }
}

/** Cosine of the angle between two gradients; 1 where both are nothing. */
function cosine(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    product += value * (b[index] ?? 0);
    squaresA += value ** 2;
    squaresB += (b[index] ?? 0) ** 2;
  }
  return squaresA === 0 && squaresB === 0 ? 1 : product / Math.sqrt(squaresA * squaresB);
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

test.each([
  ['alexnet', 2, 20],
  ['alexnet-bn', 8, 2],
  ['alexnet-small', 8, 2],
] as const)('%s trains alike compiled and op by op', (name, size, steps) => {
  const net = netSpec(name, 5);
  expectSameTraining(net, [noiseBatch(size, net.classes, net.input)], steps, 1e-4);
});

describe('random small networks train alike for twenty steps, compiled and op by op,', () => {
  const seen = new Set<string>();

  test.each(PART_NAMES)('with %s', (part) => {
    fc.assert(
      fc.property(netsWith(part), (net) => {
        for (const { type } of net.layers) seen.add(type);
        const batches = [1, 2].map((seed) => noiseBatch(4, net.classes, net.input, seed, NO_AUGMENTATION));
        expectSameTraining(net, batches, 20, 3e-4, QUIET);
      }),
      // Another seed might find a network that magnifies rounding errors from step to step beyond any bound.
      { numRuns: 3, seed: 4 },
    );
  });

  test('which between them have every layer', () => {
    expect([...seen].sort()).toEqual(LayerSpec.options.map((option) => option.shape.type.value).sort());
  });
});
