import { openSafetensors, type StoredTensor, writeSafetensors } from '../engine/checkpoint/safetensors.ts';
import { isTrainingState, storedWeights } from '../engine/checkpoint/tensor-names.ts';

/**
 * Writes a checkpoint's weights (their averages where it has them) without the optimizer's state as safetensors, which Python's `safetensors` reads. Gives the file's size in bytes.
 * Errors: `not-found`, `damaged`, `no-space`.
 */
export async function exportWeights(checkpoint: string, file: string): Promise<number> {
  const source = await openSafetensors(checkpoint);
  try {
    const tensors: StoredTensor[] = [];
    for (const [name, shape] of source.tensors) {
      if (isTrainingState(name)) continue;
      tensors.push({ name, shape, values: await source.read(storedWeights(source.tensors, name)) });
    }
    return await writeSafetensors(file, tensors, source.metadata);
  } finally {
    await source.close();
  }
}
