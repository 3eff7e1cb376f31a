import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { choosePrecision } from '../../src-main/engine/choose-precision.ts';
import { deviceInfo } from '../../src-main/engine/tensorflow/device-info.ts';
import { loadTensorFlow } from '../../src-main/engine/tensorflow/load-tensorflow.ts';

/** Linux says what the processor computes by itself; elsewhere nobody knows beforehand. */
const cpuFlags = process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : null;
const { binding } = loadTensorFlow();
const info = deviceInfo();
const folder = mkdtempSync(join(tmpdir(), 'precision-'));

describe('the precision that auto comes to', () => {
  beforeEach(() => vi.stubEnv('ALEXNET_STUDIO_CACHE', folder));
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.skipIf(cpuFlags === null || info.device === 'cuda')(
    'is bfloat16 on processors with instructions for it, float32 on others',
    () => {
      const computes = /\b(avx512_bf16|amx_bf16)\b/.test(cpuFlags ?? '');
      expect(choosePrecision(binding, info, 'auto')).toBe(computes ? 'bfloat16' : 'float32');
    },
  );

  test('is remembered', () => {
    const chosen = choosePrecision(binding, info, 'auto');
    const file = join(folder, 'precision.json');
    expect(Object.values(JSON.parse(readFileSync(file, 'utf8')))).toEqual([chosen]);
    const broken = new Proxy(binding, {
      get: () => {
        throw new Error('It was measured again');
      },
    });
    expect(choosePrecision(broken, info, 'auto')).toBe(chosen);
  });

  test('is what somebody asked for', () => {
    expect(choosePrecision(binding, info, 'float16')).toBe('float16');
  });
});
