import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Fork, forkNode } from '../../src-main/services/child.ts';
import { openWorkspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

const BATCH = 256;

/** Forks as the program does, with so much memory and no more. */
const limitedFork =
  (bytes: number): Fork =>
  (entry, env) => {
    const child = forkNode(entry, env);
    execFileSync('prlimit', [`--pid=${child.pid}`, `--data=${bytes}`]);
    return child;
  };

// With the smaller limit batch normalisation crashes; with the larger one TensorFlow reports what it was refused.
test.each([1.5e9, 1.9e9])(
  'a batch that does not fit into %d bytes ends the run with one that does',
  async (limit) => {
    const folder = await mkdtemp(join(tmpdir(), 'memory-'));
    const workspace = await openWorkspace(folder, { mode: 'write', fork: limitedFork(limit) });
    try {
      const images = { train: BATCH / 2, val: 1, test: 1 };
      const dataset = makeTinyDataset(workspace.store, recordsFile(folder), {
        classes: ['red', 'green'],
        images,
      });
      const recipe = { ...defaultRecipe('alexnet-small'), batch: BATCH, precision: 'float32' } as const;
      const id = workspace.runs.start({ datasetId: dataset.id, recipe });
      await workspace.runs.idle();
      const { state } = workspace.store.runs.get(id);
      expect(state).toMatchObject({ status: 'failed', code: 'out-of-memory' });
      const said = state.status === 'failed' ? state.message : '';
      const [, fits] = /256 pictures a step; (\d+) fit\. Choose a batch of \1,/.exec(said) ?? [];
      expect([128, 64, 32, 16], said).toContain(Number(fits));
    } finally {
      await workspace.close('at once');
      await rm(folder, { recursive: true });
    }
  },
);
