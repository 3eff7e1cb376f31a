import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { RECIPES } from '../../src-shared/recipe.ts';
import { stripedCache, temporaryFolder } from '../helpers/engine-parts.ts';
import { only, startEngine } from '../helpers/engine-process.ts';

const BATCH = 2048;
/** Less than all of the batch needs, by so much that it is one of the large tensors that does not fit: a small one would end the process. */
const LIMIT = 3e9;

test('a batch that does not fit into memory ends the run with one that does', async () => {
  const folder = temporaryFolder();
  const { train, ...rest } = stripedCache(folder, 2, { train: 4, val: 1, test: 1 });
  const again = Array.from({ length: BATCH }, (_, index) => index % train.slots.length);
  const engine = startEngine({
    kind: 'train',
    runFolder: folder,
    ...rest,
    train: {
      slots: Int32Array.from(again, (index) => train.slots[index] ?? 0),
      labels: Int32Array.from(again, (index) => train.labels[index] ?? 0),
      checksums: Uint32Array.from(again, (index) => train.checksums[index] ?? 0),
    },
    classes: ['across', 'down'],
    recipe: {
      ...RECIPES.quick,
      net: 'lenet-5',
      batch: BATCH,
      initialisation: 'he',
      precision: 'float32',
    },
    resumeFrom: [],
    best: null,
    startFrom: null,
  });
  await engine.until(({ type }) => type === 'hello');
  execFileSync('prlimit', [`--pid=${engine.process.pid}`, `--data=${LIMIT}`]);
  const [failed] = only(await engine.ended, 'failed');
  expect(failed?.code).toBe('out-of-memory');
  const [, fits] = /Choose a batch of (\d+)/.exec(failed?.message ?? '') ?? [];
  expect([1024, 512, 256]).toContain(Number(fits));
});
