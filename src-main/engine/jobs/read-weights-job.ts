import { netSpec } from '../../../src-shared/nets/nets.ts';
import { writeSafetensors } from '../checkpoint/safetensors.ts';
import { fitWeights } from '../import/fit-weights.ts';
import { openWeights } from '../import/open-weights.ts';
import type { Job } from '../protocol.ts';
import type { JobChannel } from './run-job.ts';

/** Brings weights of another program into this one's names and layouts. Errors: those of `openWeights` and `fitWeights`, `no-space`. */
export async function readWeightsJob(
  { file, net, classes, out }: Extract<Job, { kind: 'read-weights' }>,
  { tell }: JobChannel,
): Promise<void> {
  const found = await openWeights(file);
  try {
    const { tensors, left } = await fitWeights(file, found, netSpec(net, classes));
    await writeSafetensors(out, tensors, { format: 'pt' });
    tell({ type: 'weights-read', tensors: tensors.length, left: [...left] });
  } finally {
    await found.close();
  }
}
