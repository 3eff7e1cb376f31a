import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts';
import type { RunFiles } from '../../src-main/services/run-files.ts';
import type { Store } from '../../src-main/store/store.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import { addAnsweredRun } from './answered-run.ts';

/** A completed run that has answered, with a checkpoint file of some numbers: all that lies in a workspace of one. */
export async function addKeptRun(
  store: Store,
  files: RunFiles,
  name: string,
  dataset: Dataset,
): Promise<Run> {
  const says = (place: number, label: number) => (place === 0 ? 0 : label);
  const { id, best } = await addAnsweredRun(store, files, { name, dataset, says });
  const file = files.checkpoint(id, 10);
  await mkdir(dirname(file), { recursive: true });
  const values = Float32Array.from({ length: 600 }, (_, at) => at / 7);
  const bytes = await writeSafetensors(file, [{ name: 'dense/kernel', shape: [20, 30], values }], {});
  store.checkpoints.insert(id, { step: 10, epoch: 2, bytes, isBest: true, figures: best });
  store.metrics.appendSteps(
    id,
    Array.from({ length: 10 }, (_, at) => ({
      step: at + 11,
      loss: 2 / (at + 3),
      top1: at / 10,
      learningRate: 0.1 / 3,
      stepMs: 12.75,
      dataWaitMs: 0,
    })),
  );
  store.runMarks.change([id], { note: 'from afar', isStarred: true });
  return store.runs.get(id);
}
