import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { loadTensorFlow } from './load-tensorflow.ts';

/** What TensorFlow runs on. */
export interface DeviceInfo {
  /** TensorFlow's version as its library reports it. */
  tensorflow: string;
  device: 'cpu' | 'cuda';
  /** Names for people; a GPU's begins with the word that `--device` chooses it by: `cuda:0 NVIDIA H100 80GB HBM3`, `AMD EPYC 9B14, 2 threads`. */
  devices: string[];
}

/** Asks the loaded TensorFlow what it runs on; loads it if need be. */
export function deviceInfo(): DeviceInfo {
  const { binding } = loadTensorFlow();
  const hasGpu = binding.isUsingGpuDevice();
  return {
    tensorflow: binding.TF_Version,
    device: hasGpu ? 'cuda' : 'cpu',
    devices: hasGpu ? [...gpuNames(), cpuName()] : [cpuName()],
  };
}

function cpuName(): string {
  return `${cpus()[0]?.model.trim() ?? process.arch}, ${availableParallelism()} threads`;
}

/** From the driver's own files: starting nvidia-smi takes seconds on some machines. */
function gpuNames(folder = '/proc/driver/nvidia/gpus'): string[] {
  try {
    // The folders are named by PCI address, which is the order that `engineEnvironment` asks CUDA for.
    return readdirSync(folder)
      .sort()
      .map((gpu, index) => {
        const information = readFileSync(join(folder, gpu, 'information'), 'utf8');
        return `cuda:${index} ${/^Model:\s*(.+)$/m.exec(information)?.[1] ?? 'NVIDIA GPU'}`;
      });
  } catch {
    // Containers often have the driver's library without this folder.
    return ['cuda:0 NVIDIA GPU'];
  }
}
