import { cpus, totalmem, type } from 'node:os';
import type { RunEnvironment } from '../../src-shared/contract/compare.ts';
import type { FromEngine } from '../engine/protocol.ts';
import { appVersion } from './app-version.ts';

/** What a run that begins now trains with, once the engine has said which TensorFlow and devices it found. */
export function thisEnvironment({
  tensorflow,
  device,
  devices,
}: Extract<FromEngine, { type: 'hello' }>): RunEnvironment {
  const processors = cpus();
  return {
    program: appVersion(),
    tensorflow,
    device,
    devices,
    machine: {
      processor: processors[0]?.model.trim() || process.arch,
      cores: processors.length,
      memory: totalmem(),
      system: `${type()} ${process.arch}`,
    },
  };
}
