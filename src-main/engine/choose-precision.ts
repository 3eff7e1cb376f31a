import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Precision, type Recipe } from '../../src-shared/recipe.ts';
import { cacheFolder } from '../paths.ts';
import { convolutionMs, TIMED_PICTURES } from './device-timing.ts';
import type { TensorFlowBinding } from './tensorflow/binding.ts';
import type { DeviceInfo } from './tensorflow/device-info.ts';

/** Another precision must win by this much: a tie is better spent on float32's digits. */
const WORTH_IT = 0.8;

/** What was measured, by TensorFlow's version, the device's name and what was timed. */
const Remembered = z.record(z.string(), Precision);

/**
 * The precision to use. `auto` is bfloat16 where this device convolves clearly faster in it: processors with AVX-512 BF16 or AMX and recent GPUs take
 * half the time, others emulate it and take many times as long. On a GPU it may also be float16, where bfloat16 does not pay. Measured once for
 * a device, then remembered in the per-user cache.
 */
export function choosePrecision(
  binding: TensorFlowBinding,
  info: DeviceInfo,
  wanted: Recipe['precision'],
): Precision {
  if (wanted !== 'auto') return wanted;
  const device = `${info.tensorflow} on ${info.device} ${info.devices.join(', ')}, ${TIMED_PICTURES} pictures`;
  const remembered = recall();
  const known = remembered[device];
  if (known !== undefined) return known;
  const precision = measure(binding, info.device);
  remember({ ...remembered, [device]: precision });
  return precision;
}

function measure(binding: TensorFlowBinding, device: DeviceInfo['device']): Precision {
  const limit = WORTH_IT * convolutionMs(binding, 'float32');
  // A processor's float16 kernels only exist so that networks can be tried there.
  const others: Precision[] = device === 'cuda' ? ['bfloat16', 'float16'] : ['bfloat16'];
  return others.find((precision) => convolutionMs(binding, precision, limit) < limit) ?? 'float32';
}

function memoryFile(): string {
  return join(cacheFolder(), 'precision.json');
}

/** Nothing, where nothing was remembered or the file is damaged: then it is measured anew. */
function recall(): z.infer<typeof Remembered> {
  try {
    return Remembered.parse(JSON.parse(readFileSync(memoryFile(), 'utf8')));
  } catch {
    return {};
  }
}

/** A cache that cannot be written costs a measurement the next time, no more. */
function remember(values: z.infer<typeof Remembered>): void {
  const file = memoryFile();
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify(values, null, 2));
    renameSync(temporary, file);
  } catch {
    // As said above.
  }
}
