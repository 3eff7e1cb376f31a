import { openSafetensors } from '../engine/checkpoint/safetensors.ts';
import { storedWeights } from '../engine/checkpoint/tensor-names.ts';

/** A variable of a checkpoint, row-major. */
export interface ReadTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Reads one variable of a checkpoint: what predicting takes for it, so its average where there is one. Errors: `not-found`, `damaged`. */
export function readWeights(checkpoint: string, variable: string): Promise<ReadTensor> {
  return read(checkpoint, (names) => storedWeights(names, variable));
}

/** Reads one tensor of a safetensors file. Errors: `not-found`, `damaged`. */
export function readTensor(file: string, name: string): Promise<ReadTensor> {
  return read(file, () => name);
}

async function read(
  path: string,
  nameIn: (tensors: ReadonlyMap<string, unknown>) => string,
): Promise<ReadTensor> {
  const file = await openSafetensors(path);
  try {
    const name = nameIn(file.tensors);
    return { shape: file.tensors.get(name) ?? [], data: await file.read(name) };
  } finally {
    await file.close();
  }
}
