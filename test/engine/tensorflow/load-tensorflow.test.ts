import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { engineEnvironment } from '../../../src-main/install/engine-environment.ts';
import type { EngineInstall } from '../../../src-main/install/find-engine.ts';
import { installEngine } from '../../../src-main/install/install-engine.ts';

const SOURCE = join(import.meta.dirname, '..', '..', '..', 'src-main', 'engine', 'tensorflow');
const PRELUDE = `
import { loadTensorFlow } from '${SOURCE}/load-tensorflow.ts';
import { deviceInfo } from '${SOURCE}/device-info.ts';
const print = (value) => console.log(JSON.stringify(value));
`;

/** What TensorFlow says, at any log level, when oneDNN is on. */
const ONEDNN_NOTICE =
  /^(WARNING: All log messages before absl|I0000 .*oneDNN custom operations are on).*\n?/gm;

let install: EngineInstall;
let folder: string;

beforeAll(async () => {
  install = await installEngine({ onProgress: () => {} });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-tensorflow-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Runs `code` in a process of its own, as the engine's, and gives back the lines that it prints, read as JSON. */
async function run(code: string, env: Record<string, string> = {}): Promise<unknown[]> {
  const child = await execa(process.execPath, ['--input-type=module', '-e', PRELUDE + code], {
    env: { ...engineEnvironment(), ...env },
  });
  expect(child.stderr.replaceAll(ONEDNN_NOTICE, '')).toBe('');
  return child.stdout.split('\n').map((line) => JSON.parse(line));
}

test('loads the installed TensorFlow, and tfjs computes with it', async () => {
  const [version, product, top] = await run(`
    const { tf, backend, binding } = loadTensorFlow();
    print(binding.TF_Version);
    print(Array.from(tf.matMul([[1, 2]], [[3], [4]]).dataSync()));
    print(Array.from(tf.topk([3, 1, 2], 2).values.dataSync()));
  `);
  expect(version).toBe(install.tensorflow);
  expect(product).toEqual([11]);
  // topk is one of those that call functions which Node removed.
  expect(top).toEqual([3, 2]);
});

test('gives the same object the second time', async () => {
  expect(await run('print(loadTensorFlow() === loadTensorFlow())')).toEqual([true]);
});

test('takes bytes into the binding, and frees tensors', async () => {
  const [made, left] = await run(`
    const { binding } = loadTensorFlow();
    const before = binding.getNumOfTensors();
    const id = binding.createTensor([2, 2], binding.TF_UINT8, new Uint8Array([1, 2, 3, 255]));
    print(binding.getNumOfTensors() - before);
    binding.deleteTensor(id);
    print(binding.getNumOfTensors() - before);
  `);
  expect([made, left]).toEqual([1, 0]);
});

test('tells which device it runs on', async () => {
  const [info] = await run('print(deviceInfo())');
  expect(info).toEqual({
    tensorflow: install.tensorflow,
    device: expect.stringMatching(/^(cpu|cuda)$/),
    devices: expect.arrayContaining([expect.stringMatching(/threads$/)]),
  });
});

test('leaves nothing in node_modules', async () => {
  await run('print(loadTensorFlow().binding.TF_Version)');
  const require = createRequire(import.meta.url);
  expect(existsSync(join(dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json')), 'lib'))).toBe(
    false,
  );
});

test('says how to repair it where the engine is not installed', async () => {
  const [error] = await run(
    'try { loadTensorFlow(); } catch (error) { print({ code: error.code, message: error.message }); }',
    { ALEXNET_STUDIO_CACHE: folder },
  );
  expect(error).toEqual({
    code: 'engine-missing',
    message: expect.stringContaining('npm run engine:install'),
  });
});

test("the machine's own compiler builds an add-on that loads, in a folder with a blank in its name", async () => {
  const cache = join(folder, 'a cache');
  const build = join(cache, 'engine', `${install.tensorflow}-${install.flavour}`);
  await mkdir(build, { recursive: true });
  for (const part of ['packages', 'unpacked'])
    await symlink(join(dirname(install.folder), part), join(build, part));
  const env = { ALEXNET_STUDIO_CACHE: cache, ALEXNET_STUDIO_ENGINE_FLAVOUR: install.flavour };
  const script = join(SOURCE, '..', '..', '..', 'scripts', 'engine-install.ts');
  const { stderr } = await execa(process.execPath, [script], { env });
  // All wheels are there, so it only compiles.
  expect(stderr).not.toContain('Downloading');
  expect(
    await run(
      'const { binding, install } = loadTensorFlow(); print([binding.TF_Version, install.addon]);',
      env,
    ),
  ).toEqual([[install.tensorflow, expect.stringContaining(cache)]]);
});
