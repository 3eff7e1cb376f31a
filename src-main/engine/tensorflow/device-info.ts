import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { loadTensorFlow } from './load-tensorflow.ts';

/** What TensorFlow runs on. */
export interface DeviceInfo {
  /** TensorFlow's version as its library reports it. */
  tensorflow: string;
  device: 'cpu' | 'cuda';
  /** Names for people, the device in use among them: `NVIDIA H100 80GB HBM3`, `AMD EPYC 9B14, 2 threads`. */
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
    return readdirSync(folder).map((gpu) => {
      const information = readFileSync(join(folder, gpu, 'information'), 'utf8');
      return /^Model:\s*(.+)$/m.exec(information)?.[1] ?? 'NVIDIA GPU';
    });
  } catch {
    // Containers often have the driver's library without this folder.
    return ['NVIDIA GPU'];
  }
}
