import { openSafetensors, type StoredTensor, writeSafetensors } from '../engine/checkpoint/safetensors.ts';

/** What a checkpoint holds for going on with training only. */
const OPTIMIZER = 'momentum/';

/**
 * Writes a checkpoint's weights without the optimizer's state as safetensors, which Python's `safetensors` reads. Gives the file's size in bytes.
 * Errors: `not-found`, `damaged`, `no-space`.
 */
export async function exportWeights(checkpoint: string, file: string): Promise<number> {
  const source = await openSafetensors(checkpoint);
  try {
    const tensors: StoredTensor[] = [];
    for (const [name, shape] of source.tensors) {
      if (!name.startsWith(OPTIMIZER)) tensors.push({ name, shape, values: await source.read(name) });
    }
    return await writeSafetensors(file, tensors, source.metadata);
  } finally {
    await source.close();
  }
}
