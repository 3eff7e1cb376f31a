import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isNeeded, unpackWheel } from '../../../src-main/install/unpack-wheel.ts';
import { makeWheel, WHEEL_ENTRIES } from '../../install/fake-wheel.ts';

let folder: string;
const neverAborted = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function unpack(entries: Record<string, string>) {
  const wheel = await makeWheel(folder, 'wheel', entries);
  const counts: number[] = [];
  const target = join(folder, 'inside', 'packages');
  const sizes = await unpackWheel(
    join(folder, wheel.file),
    target,
    (bytes) => counts.push(bytes),
    neverAborted,
  );
  return { sizes, counts, target };
}

test('gives back the size of every file it wrote and counts their bytes', async () => {
  const { sizes, counts, target } = await unpack(WHEEL_ENTRIES);
  expect(Object.keys(sizes)).toContain('tensorflow/include/tensorflow/c/c_api.h');
  expect(Object.keys(sizes)).not.toContain('tensorflow/python/ops.py');
  for (const [path, bytes] of Object.entries(sizes))
    expect((await stat(join(target, path))).size).toBe(bytes);
  expect(counts.at(-1)).toBe(Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0));
});

test('writes over what an interrupted run left', async () => {
  const { target } = await unpack(WHEEL_ENTRIES);
  const library = join(target, 'tensorflow', 'libtensorflow_cc.so.2');
  await writeFile(library, 'a longer text than the library itself has');
  await unpack(WHEEL_ENTRIES);
  expect(await readFile(library, 'utf8')).toBe('the C library');
});

test.each(['../evil', 'nvidia/../../../evil', '/tmp/evil-of-unpack-test', 'nvidia\\..\\evil'])(
  'refuses a wheel with an entry that escapes the folder: %s',
  async (name) => {
    await expect(unpack({ [name]: 'evil' })).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('not a sound wheel'),
    });
    for (const path of ['evil', 'inside/evil']) expect(existsSync(join(folder, path))).toBe(false);
    expect(existsSync('/tmp/evil-of-unpack-test')).toBe(false);
  },
);

test('refuses a file that is no zip file and names it', async () => {
  const file = join(folder, 'text.whl');
  await writeFile(file, 'not a wheel at all');
  await expect(unpackWheel(file, folder, () => {}, neverAborted)).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringContaining(file),
  });
});

test('refuses a wheel that is cut short', async () => {
  const wheel = await makeWheel(folder, 'wheel');
  const file = join(folder, wheel.file);
  await writeFile(file, (await readFile(file)).subarray(0, wheel.bytes - 40));
  await expect(unpackWheel(file, folder, () => {}, neverAborted)).rejects.toMatchObject({ code: 'damaged' });
});

test.each([
  ['tensorflow/libtensorflow_cc.so.2', true],
  ['tensorflow/libtensorflow_framework.2.dylib', true],
  ['tensorflow/include/xla/tsl/platform/env.h', true],
  ['tensorflow/include/external/llvm/IR.h', false],
  ['tensorflow/include/tensorflow/c/', false],
  ['tensorflow/python/_pywrap_tensorflow.so', false],
  ['nvidia/cudnn/lib/libcudnn.so.9', true],
  ['nvidia/cuda_nvcc/bin/ptxas', true],
  ['nvidia/cudnn/include/cudnn.h', false],
  ['nvidia_cudnn_cu12-9.28.0.42.dist-info/licenses/License.txt', true],
  ['tensorflow-2.21.0.dist-info/RECORD', false],
])('the engine needs %s: %s', (path, needed) => {
  expect(isNeeded(path)).toBe(needed);
});
