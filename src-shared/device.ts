import { z } from 'zod';

/**
 * What TensorFlow computes on: `auto` is a GPU where it finds one, `cuda` insists on one, `cuda:1` on the second of those that `doctor` lists.
 */
export const DeviceChoice = z
  .string()
  .regex(/^(auto|cpu|cuda(:\d{1,2})?)$/, 'a device is auto, cpu, cuda, or cuda:N for the GPU number N');
export type DeviceChoice = z.infer<typeof DeviceChoice>;
