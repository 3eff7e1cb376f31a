import { readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  type CheckpointState,
  loadCheckpoint,
  loadWeights,
  saveCheckpoint,
} from '../../src-main/engine/checkpoint/checkpoint.ts';
import { openSafetensors, writeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import type { NetSession } from '../../src-main/engine/net-session.ts';
import { initialise } from '../../src-main/engine/train/initialise.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { PLAIN_TRAINING } from '../../src-shared/recipe.ts';
import { noiseBatch, STATISTICS, temporaryFolder, testTensorFlow } from '../helpers/engine-parts.ts';

const STATE: CheckpointState = {
  net: 'alexnet-small',
  classes: ['a', 'b', 'c'],
  position: { epoch: 2, stepInEpoch: 3, step: 43 },
  running: { loss: 1.5, top1: 0.25, seconds: 2 },
};
const TENSORS = [
  { name: 'a', shape: [2, 3], values: Float32Array.from([1, 2, 3, 4, 5, 6]) },
  { name: 'b/c', shape: [1], values: Float32Array.from([Number.NaN]) },
];

function open(classes: number): NetSession {
  const net = netSpec('alexnet-small', classes);
  const settings = { ...PLAIN_TRAINING, precision: 'float32', dropout: false, seed: classes } as const;
  const session = compiledSession(testTensorFlow().binding, net, settings);
  const statistics = { ...STATISTICS, mean: new Float32Array(3).fill(classes) };
  initialise(session, net, 'he', statistics, noiseBatch(1, classes, net.input));
  return session;
}

let session: NetSession;
beforeAll(() => {
  session = open(3);
  return () => session.close();
});

test('a checkpoint brings back weights, optimizer and position', async () => {
  const file = join(temporaryFolder(), 'step.safetensors');
  const momentum = session.variables.find(({ name }) => name === 'momentum/conv2d/kernel');
  session.fill('momentum/conv2d/kernel', 0.125);
  const bytes = await saveCheckpoint(file, session, STATE).saved;
  expect(readFileSync(file).length).toBe(bytes);

  const before = session.variables.map(({ name }) => session.read(name));
  for (const { name } of session.variables) session.fill(name, 9);
  expect(await loadCheckpoint(file, session)).toEqual(STATE);
  expect(session.variables.map(({ name }) => session.read(name))).toEqual(before);
  expect(momentum?.shape).toEqual([11, 11, 3, 24]);
});

test('weights for another number of classes leave the last layer alone', async () => {
  const file = join(temporaryFolder(), 'step.safetensors');
  await saveCheckpoint(file, session, STATE).saved;
  const other = open(5);
  expect(await loadWeights(file, other)).toEqual(['dense_2/kernel', 'dense_2/bias']);
  expect(other.read('dense/kernel')).toEqual(session.read('dense/kernel'));
  other.close();
});

test('a checkpoint whose data changed anywhere is refused', async () => {
  const file = join(temporaryFolder(), 'damaged.safetensors');
  const bytes = await writeSafetensors(file, TENSORS, { hello: 'world' });
  const whole = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: bytes - 28, max: bytes - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (place, change) => {
        const copy = Buffer.from(whole);
        copy[place] = (copy[place] ?? 0) ^ change;
        writeFileSync(file, copy);
        const open = await openSafetensors(file);
        await expect(Promise.all(TENSORS.map(({ name }) => open.read(name)))).rejects.toMatchObject({
          code: 'damaged',
        });
        await open.close();
      },
    ),
  );
});

test('a checkpoint cut short anywhere is refused', async () => {
  const file = join(temporaryFolder(), 'short.safetensors');
  const bytes = await writeSafetensors(file, TENSORS, {});
  const whole = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes - 1 }), async (length) => {
      writeFileSync(file, whole);
      truncateSync(file, length);
      const reading = async (): Promise<void> => {
        const open = await openSafetensors(file);
        try {
          for (const { name } of TENSORS) await open.read(name);
        } finally {
          await open.close();
        }
      };
      await expect(reading()).rejects.toMatchObject({ code: 'damaged' });
    }),
  );
});

test('a file of another kind is refused as damaged, a missing one as not found', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'text'), 'this is not a checkpoint at all');
  await expect(openSafetensors(join(folder, 'text'))).rejects.toMatchObject({ code: 'damaged' });
  await expect(openSafetensors(join(folder, 'missing'))).rejects.toMatchObject({ code: 'not-found' });
});

test('the data starts at a multiple of 8, as the format asks', async () => {
  const file = join(temporaryFolder(), 'aligned.safetensors');
  for (const hello of ['', 'a', 'ab', 'äöü', 'abcdefg']) {
    await writeSafetensors(file, TENSORS, { hello });
    expect(Number(readFileSync(file).readBigUInt64LE()) % 8).toBe(0);
  }
});

test('a full disk is said with the room that is needed, and leaves nothing behind', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'full.safetensors');
  // Every write to this device fails as on a full disk.
  symlinkSync('/dev/full', `${file}.tmp`);
  await expect(writeSafetensors(file, TENSORS, {})).rejects.toMatchObject({
    code: 'no-space',
    message: /full.safetensors needs 1 MB/,
  });
  expect(await readdir(folder)).toEqual([]);
});
