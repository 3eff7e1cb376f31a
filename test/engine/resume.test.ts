import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type CheckpointState,
  loadCheckpoint,
  saveCheckpoint,
} from '../../src-main/engine/checkpoint/checkpoint.ts';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import type { NetSession, SessionSettings } from '../../src-main/engine/net-session.ts';
import { initialise } from '../../src-main/engine/train/initialise.ts';
import { type Augmentation, CROP_AND_MIRROR, MIXINGS } from '../../src-shared/recipe/augmentation.ts';
import { OPTIMIZERS, type Optimizer } from '../../src-shared/recipe/optimizer.ts';
import { PLAIN_TRAINING } from '../../src-shared/recipe.ts';
import {
  batchOf,
  drawnBatch,
  noiseBatch,
  STATISTICS,
  temporaryFolder,
  testTensorFlow,
} from '../helpers/engine-parts.ts';
import { smallNet } from '../helpers/small-net.ts';

const NET = smallNet(3, [
  { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9, activation: 'relu' },
  { type: 'dropout', rate: 0.3 },
]);

const AUGMENTATION: Augmentation = {
  ...CROP_AND_MIRROR,
  rotation: 10,
  colourShift: 0.1,
  contrast: 0.2,
  erasing: 0.5,
  mixing: MIXINGS.cutmix,
};

const STATE: CheckpointState = {
  net: 'alexnet-small',
  classes: ['a', 'b', 'c'],
  position: { epoch: 0, stepInEpoch: 3, step: 3 },
  running: { loss: 1, top1: 0, seconds: 1 },
};

const OTHERS: Optimizer[] = [
  { ...OPTIMIZERS.sgd, momentum: 0 },
  { ...OPTIMIZERS.sgd, nesterov: true },
  OPTIMIZERS.rmsprop,
  OPTIMIZERS.adam,
  OPTIMIZERS.adamw,
];

test.each(OTHERS.map((optimizer): [string, Optimizer] => [JSON.stringify(optimizer), optimizer]))(
  'with everything on, %s goes on from a checkpoint between two updates to the very same weights',
  async (_, optimizer) => {
    const settings: SessionSettings = {
      ...PLAIN_TRAINING,
      optimizer,
      weightDecay: 0.01,
      clipNorm: 1,
      accumulation: 2,
      averaging: 0.9,
      augmentation: AUGMENTATION,
      precision: 'float16',
      dropout: true,
      seed: 5,
    };
    const [first, second] = [1, 2].map(() => compiledSession(testTensorFlow().binding, NET, settings));
    if (!first || !second) throw new Error('unreachable');
    initialise(first, NET, 'lsuv', STATISTICS, noiseBatch(2, 3, NET.input));
    const train = (session: NetSession, steps: readonly number[]): number[] =>
      steps.map(
        (step) =>
          session.trainStep(batchOf(drawnBatch(3, 3, NET.input, step, AUGMENTATION), NET.input), 0.01, step)
            .loss,
      );

    train(first, [1, 2, 3]);
    const file = join(temporaryFolder(), 'step.safetensors');
    await saveCheckpoint(file, first, STATE).saved;
    await loadCheckpoint(file, second);
    expect(train(second, [4, 5, 6])).toEqual(train(first, [4, 5, 6]));
    for (const { name } of first.variables) expect(second.read(name), name).toEqual(first.read(name));
    first.close();
    second.close();
  },
);
