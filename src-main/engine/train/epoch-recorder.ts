import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochStatistics, KernelStatistics } from '../../../src-shared/contract/inspect-answers.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { writeSafetensors } from '../checkpoint/safetensors.ts';
import { writeFileAtomically } from '../checkpoint/write-file-atomically.ts';
import type { NetSession } from '../net-session.ts';
import { epochFile, FILTERS_FOLDER, firstKernel, STATISTICS_FOLDER, statisticsFile } from './epoch-files.ts';

/** Bins of a histogram. */
const BINS = 64;

/** Keeps small pieces of each epoch, which the inspector shows: the first convolution's kernel, and figures on all kernels. */
export interface EpochRecorder {
  /** Remembers the kernels as they are before the epoch's last step. */
  beforeLastStep(): void;
  /** Writes what the epoch (from 1) came to. Errors: `no-space`. */
  afterEpoch(epoch: number): Promise<void>;
}

export function epochRecorder(runFolder: string, session: NetSession, net: BuiltNet): EpochRecorder {
  const kernels = netVariables(net).filter(({ role }) => role === 'kernel');
  let before = new Map<string, Float32Array>();

  return {
    beforeLastStep() {
      before = new Map(kernels.map(({ name }) => [name, session.read(name)]));
    },
    async afterEpoch(epoch) {
      const first = firstKernel(net);
      const statistics: EpochStatistics = { epoch, kernels: [] };
      for (const { name, layer, shape } of kernels) {
        const values = session.read(name);
        statistics.kernels.push(kernelStatistics(layer, values, before.get(name)));
        if (name !== first) continue;
        await mkdir(join(runFolder, FILTERS_FOLDER), { recursive: true });
        await writeSafetensors(
          join(runFolder, FILTERS_FOLDER, epochFile(epoch)),
          [{ name, shape, values }],
          {},
        );
      }
      before.clear();
      await mkdir(join(runFolder, STATISTICS_FOLDER), { recursive: true });
      const json = Buffer.from(JSON.stringify(statistics));
      await writeFileAtomically(join(runFolder, STATISTICS_FOLDER, statisticsFile(epoch)), [json]);
    },
  };
}

/** The figures of one kernel; `before` is the kernel one step earlier, where that is known. */
export function kernelStatistics(
  layer: string,
  values: Float32Array,
  before: Float32Array | undefined,
): KernelStatistics {
  let [lowest, highest, sum, squares, zeros] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    sum += value;
    squares += value * value;
    if (value === 0) zeros++;
  }
  const mean = sum / values.length;
  return {
    layer,
    histogram: histogram(values, lowest, highest),
    lowest: finite(lowest),
    highest: finite(highest),
    mean: finite(mean),
    deviation: finite(Math.sqrt(Math.max(0, squares / values.length - mean * mean))),
    zeros: zeros / values.length,
    updateRatio: before ? updateRatio(values, before) : null,
  };
}

function histogram(values: Float32Array, lowest: number, highest: number): number[] {
  const counts = new Array<number>(BINS).fill(0);
  const scale = highest > lowest ? BINS / (highest - lowest) : 0;
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.floor((value - lowest) * scale));
    if (bin >= 0) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** ‖after − before‖ / ‖before‖; null where nothing moved (a step that only added its gradients up) or something is no number. */
function updateRatio(after: Float32Array, before: Float32Array): number | null {
  let [moved, length] = [0, 0];
  for (const [index, value] of before.entries()) {
    moved += ((after[index] ?? 0) - value) ** 2;
    length += value * value;
  }
  return moved === 0 ? null : finite(Math.sqrt(moved / length));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
