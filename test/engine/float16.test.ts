import { expect, test } from 'vitest';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import { LOSS_SCALING } from '../../src-main/engine/graph/update/loss-scale.ts';
import type { NetSession, SessionSettings } from '../../src-main/engine/net-session.ts';
import { GOOD_UPDATES, LOSS_SCALE, UPDATES } from '../../src-main/engine/session-variables.ts';
import { initialise } from '../../src-main/engine/train/initialise.ts';
import { OPTIMIZERS } from '../../src-shared/recipe/optimizer.ts';
import { PLAIN_TRAINING, type Precision } from '../../src-shared/recipe.ts';
import { noiseBatch, STATISTICS, testTensorFlow } from '../helpers/engine-parts.ts';
import { smallNet } from '../helpers/small-net.ts';

const NET = smallNet(3, [
  { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9, activation: 'relu' },
  { type: 'max-pool', size: [2, 2], stride: [2, 2], padding: 'valid' },
]);

/** What these tests begin with. */
const SCALE = 64;

function open(precision: Precision, more: Partial<SessionSettings> = {}): NetSession {
  const settings = { ...PLAIN_TRAINING, precision, dropout: false, seed: 1, clipNorm: 5, ...more };
  const session = compiledSession(testTensorFlow().binding, NET, settings);
  initialise(session, NET, 'he', STATISTICS, noiseBatch(2, 3, NET.input));
  // Low enough for the gradients of noise, which a processor sums up in float16 too.
  if (precision === 'float16') session.fill(LOSS_SCALE, SCALE);
  return session;
}

const step = (session: NetSession, number: number): number =>
  session.trainStep(noiseBatch(4, 3, NET.input, number), 0.01, number).loss;

const one = (session: NetSession, variable: string): number => session.read(variable)[0] ?? Number.NaN;

test('training in float16 stays close to float32', () => {
  const [half, full] = [open('float16'), open('float32')];
  for (const number of [1, 2, 3]) {
    const expected = step(full, number);
    expect(Math.abs(step(half, number) - expected) / expected).toBeLessThan(0.05);
  }
  expect(one(half, LOSS_SCALE)).toBe(SCALE);
  expect(one(half, GOOD_UPDATES)).toBe(3);
  half.close();
  full.close();
});

test('a gradient that is not finite halves the scale and changes no weight', () => {
  const session = open('float16', {
    optimizer: OPTIMIZERS.adamw,
    weightDecay: 0.1,
    averaging: 0.9,
    accumulation: 2,
  });
  for (const number of [1, 2]) step(session, number);
  const state = session.variables
    .map(({ name }) => name)
    .filter((name) => !/moving|loss_scale|good/.test(name));
  const before = state.map((name) => session.read(name));
  session.fill(LOSS_SCALE, 2 ** 40);
  for (const number of [3, 4]) expect(Number.isFinite(step(session, number))).toBe(true);
  expect(one(session, LOSS_SCALE)).toBe(2 ** 39);
  expect(one(session, GOOD_UPDATES)).toBe(0);
  expect(one(session, UPDATES)).toBe(1);
  for (const [index, name] of state.entries()) {
    // The averages of weights that did not move stay too; those of a layer's statistics are not among them.
    if (!name.includes('average/')) expect(session.read(name), name).toEqual(before[index]);
  }
  session.fill(LOSS_SCALE, SCALE);
  for (const number of [5, 6]) step(session, number);
  expect(session.read('dense/kernel')).not.toEqual(before[state.indexOf('dense/kernel')]);
  session.close();
});

test('the scale doubles after enough good updates', () => {
  const session = open('float16');
  session.fill(GOOD_UPDATES, LOSS_SCALING.doublesAfter - 1);
  step(session, 1);
  expect([one(session, LOSS_SCALE), one(session, GOOD_UPDATES)]).toEqual([2 * SCALE, 0]);
  session.close();
});
