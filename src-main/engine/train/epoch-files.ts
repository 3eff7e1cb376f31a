import { readdir } from 'node:fs/promises';
import type { Topology } from '../../../src-shared/nets/net-spec.ts';

/** What training leaves behind of each epoch in `runs/<run>/`, for the inspector: kernels as safetensors, figures as JSON. */
export const FILTERS_FOLDER = 'filters';
export const STATISTICS_FOLDER = 'statistics';

/** Names of the files of an epoch, which counts from 1. */
export const epochFile = (epoch: number): string => `epoch-${epoch}.safetensors`;
export const statisticsFile = (epoch: number): string => `epoch-${epoch}.json`;

/** The kernel of the first convolution, whose filters can be seen as pictures; undefined where the network has none. */
export function firstKernel({ layers }: Topology): string | undefined {
  const first = layers.find(({ type }) => type === 'conv' || type === 'depthwise-conv');
  return first && `${first.name}/kernel`;
}

/** Epochs of which a folder has a file, ascending. */
export async function keptEpochs(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => /^epoch-(\d+)\.(?:safetensors|json)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
