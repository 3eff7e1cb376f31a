import { availableParallelism } from 'node:os';
import type { DeviceChoice } from '../../src-shared/device.ts';
import { chosenDevice } from './chosen-device.ts';

/**
 * Environment that a process must be started with for TensorFlow to use all cores that it may use, and no more: TensorFlow reads it when its
 * library is loaded, and by itself knows no container's CPU limit. What the user has set stays.
 */
export function engineEnvironment(device: DeviceChoice = chosenDevice()): Record<string, string> {
  const threads = String(availableParallelism());
  return {
    TF_NUM_INTRAOP_THREADS: process.env.TF_NUM_INTRAOP_THREADS ?? threads,
    TF_NUM_INTEROP_THREADS: process.env.TF_NUM_INTEROP_THREADS ?? threads,
    // TensorFlow turns oneDNN on by itself only for processors with AVX-512; a step of AlexNet is a quarter faster with it on AVX2 as well.
    TF_ENABLE_ONEDNN_OPTS: process.env.TF_ENABLE_ONEDNN_OPTS ?? '1',
    // A GPU's memory is taken as it is needed, so that other programs (and a second engine that classifies) find some.
    TF_FORCE_GPU_ALLOW_GROWTH: process.env.TF_FORCE_GPU_ALLOW_GROWTH ?? 'true',
    ALEXNET_STUDIO_DEVICE: device,
    ...visibleDevices(device),
    TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? '2',
  };
}

/** CUDA numbers GPUs by speed unless it is told to go by their place in the machine, as the driver's tools and `doctor` do. */
function visibleDevices(choice: DeviceChoice): Record<string, string> {
  const order = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
  if (choice === 'cpu') return { ...order, CUDA_VISIBLE_DEVICES: '-1' };
  const [, number] = choice.split(':');
  return number === undefined ? order : { ...order, CUDA_VISIBLE_DEVICES: number };
}
