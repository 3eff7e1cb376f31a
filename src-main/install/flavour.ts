import { existsSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../src-shared/errors.ts';
import { FLAVOURS, type Flavour } from './engine-lock.ts';

/** What the NVIDIA driver leaves on a Linux machine: the kernel module's version file, or its user library (containers). */
const NVIDIA_DRIVER_FILES = [
  '/proc/driver/nvidia/version',
  '/usr/lib/x86_64-linux-gnu/libcuda.so.1',
  '/usr/lib64/libcuda.so.1',
  '/usr/lib/wsl/lib/libcuda.so.1',
];

/**
 * The flavour that suits this machine: `ALEXNET_STUDIO_ENGINE_FLAVOUR` if set, else `cuda` where an NVIDIA driver is there.
 */
export function preferredFlavour(): Flavour {
  const wish = process.env.ALEXNET_STUDIO_ENGINE_FLAVOUR;
  if (wish) return parseFlavour(wish, 'ALEXNET_STUDIO_ENGINE_FLAVOUR');
  const hasGpu =
    process.platform === 'linux' && process.arch === 'x64' && NVIDIA_DRIVER_FILES.some(existsSync);
  return hasGpu ? 'cuda' : 'cpu';
}

/** Reads a flavour that a person typed; `source` is the option or variable that is named if it is wrong. */
function parseFlavour(text: string, source: string): Flavour {
  const flavour = z.enum(FLAVOURS).safeParse(text);
  if (flavour.success) return flavour.data;
  throw new AppError('bad-request', `${source} must be one of ${FLAVOURS.join(', ')}, not "${text}".`);
}
