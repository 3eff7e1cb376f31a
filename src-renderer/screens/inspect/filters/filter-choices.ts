import { csv } from '../parts/csv.ts';
import { npy } from '../parts/npy.ts';
import type { SaveChoice } from '../parts/save-menu.tsx';

/** The ways in which the weights of filters are saved: float32 of `shape` [filters, height, width, channels], fetched by `kernel` when they are wanted. */
export function filterChoices(kernel: () => Promise<Float32Array>, shape: readonly number[]): SaveChoice[] {
  return [
    { kind: 'CSV', make: async () => weightsCsv(await kernel(), shape) },
    { kind: 'NPY', make: async () => npy(await kernel(), shape) },
  ];
}

function weightsCsv(kernel: Float32Array, [, height = 1, width = 1, channels = 1]: readonly number[]): Blob {
  const size = height * width * channels;
  return csv(
    ['filter', 'row', 'column', 'channel', 'weight'],
    Array.from(kernel, (weight, at) => [
      Math.floor(at / size) + 1,
      Math.floor((at % size) / (width * channels)) + 1,
      (Math.floor(at / channels) % width) + 1,
      (at % channels) + 1,
      weight,
    ]),
  );
}
