import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointFileName } from '../../src-shared/checkpoint-file.ts';
import type { Checkpoint } from '../../src-shared/contract/runs.ts';
import type { Evaluation, Split } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { checkpointOfPredictions, predictionsFile, predictionsFolder } from '../engine/predictions-file.ts';
import type { Store } from '../store/store.ts';

/** Where a workspace keeps the files of its runs. */
export interface RunFiles {
  folder(id: RunId): string;
  /** The file of the checkpoint that was taken after this step. */
  checkpoint(id: RunId, step: number): string;
  /** Weights from elsewhere that the run starts from; most runs have no such file. */
  startWeights(id: RunId): string;
  /** The file of what that checkpoint said of a split's pictures. */
  predictions(id: RunId, step: number, split: Split, views: Evaluation['views']): string;
  /** Deletes checkpoints with what they said. */
  deleteCheckpoints(id: RunId, checkpoints: readonly Checkpoint[]): Promise<void>;
  /** Asks the process that trains the run to stop it, from another process. */
  requestStop(id: RunId): Promise<void>;
  stopRequested(id: RunId): boolean;
  clearStopRequest(id: RunId): Promise<void>;
  /** Deletes folders that no run has, checkpoint files that no row names, and what those checkpoints said. For the writer, before anything trains. */
  removeOrphans(store: Store): Promise<void>;
}

export function createRunFiles(workspace: string): RunFiles {
  const root = join(workspace, 'runs');
  const folder = (id: string) => join(root, id);
  const checkpoints = (id: string) => join(folder(id), 'checkpoints');
  const stopFile = (id: string) => join(folder(id), 'stop-requested');
  const remove = (path: string) => rm(path, { recursive: true, force: true });

  const checkpoint = (id: string, step: number) => join(checkpoints(id), checkpointFileName(step));

  async function removePredictions(id: string, isGone: (checkpointFile: string) => boolean): Promise<void> {
    const inside = predictionsFolder(folder(id));
    const orphans = (await names(inside)).filter((name) => {
      const of = checkpointOfPredictions(name);
      return of !== null && isGone(of);
    });
    await Promise.all(orphans.map((name) => remove(join(inside, name))));
  }

  return {
    folder,
    startWeights: (id) => join(folder(id), 'start.safetensors'),
    checkpoint,
    predictions: (id, step, split, views) => predictionsFile(checkpoint(id, step), split, views),

    async deleteCheckpoints(id, gone) {
      await Promise.all(gone.map(({ step }) => remove(checkpoint(id, step))));
      const files = new Set(gone.map(({ step }) => checkpointFileName(step)));
      await removePredictions(id, (file) => files.has(file));
    },

    async requestStop(id) {
      await mkdir(folder(id), { recursive: true });
      await writeFile(stopFile(id), '');
    },
    stopRequested: (id) => existsSync(stopFile(id)),
    clearStopRequest: (id) => remove(stopFile(id)),

    async removeOrphans(store) {
      const runs = new Map(store.runs.list().map((run) => [String(run.id), run.checkpoints]));
      for (const id of await names(root)) {
        const known = runs.get(id);
        if (known === undefined) {
          await remove(folder(id));
          continue;
        }
        await remove(stopFile(id));
        const wanted = new Set(known.map(({ step }) => checkpointFileName(step)));
        const orphans = (await names(checkpoints(id))).filter((name) => !wanted.has(name));
        await Promise.all(orphans.map((name) => remove(join(checkpoints(id), name))));
        await removePredictions(id, (file) => !wanted.has(file));
      }
    },
  };
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
