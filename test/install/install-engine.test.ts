import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineLock } from '../../src-main/install/engine-lock.ts';
import { findEngine } from '../../src-main/install/find-engine.ts';
import { installEngine } from '../../src-main/install/install-engine.ts';
import type { InstallProgress } from '../../src-main/install/progress.ts';
import { lockOf, makeCompiler, makeWheel } from './fake-wheel.ts';

const CHILD = join(import.meta.dirname, 'fixtures', 'install-in-child.ts');

let folder: string;
let cache: string;
let index: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'install engine '));
  cache = join(folder, 'cache');
  index = join(folder, 'index');
  await mkdir(index);
  vi.stubEnv('ALEXNET_STUDIO_CACHE', cache);
  vi.stubEnv('ALEXNET_STUDIO_ENGINE_FLAVOUR', 'cpu');
  vi.stubEnv('CXX', await makeCompiler(folder));
  // Real pip, but from a folder: pip splits the setting at blanks, so the folder is given as an address.
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', new URL(`file://${index}`).href);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function install(lock: EngineLock, signal?: AbortSignal): Promise<InstallProgress[]> {
  const seen: InstallProgress[] = [];
  await installEngine({ onProgress: (progress) => seen.push(progress), signal }, lock);
  return seen;
}

/** How often the compiler was called to make a file. */
const compiled = async () => (await readFile(join(folder, 'compiled'), 'utf8')).match(/ -o /g)?.length;

describe('an installation', () => {
  test('unpacks what is needed of all wheels side by side, compiles, and is found afterwards', async () => {
    const lock = lockOf(
      await makeWheel(index, 'tensorflow'),
      await makeWheel(index, 'cublas', {
        'nvidia/cublas/lib/libcublas.so.12': 'cublas',
        'nvidia/cublas/include/cublas.h': '',
      }),
    );
    expect(findEngine(lock)).toBeUndefined();
    await install(lock);
    const engine = findEngine(lock);
    expect(engine).toMatchObject({ tensorflow: '0.0.0', flavour: 'cpu' });
    const packages = engine?.folder ?? '';
    expect(await readFile(join(packages, 'tensorflow/libtensorflow_cc.so.2'), 'utf8')).toBe('the C library');
    expect(existsSync(join(packages, 'tensorflow/include/tensorflow/c/c_api.h'))).toBe(true);
    expect(existsSync(join(packages, 'nvidia/cublas/lib/libcublas.so.12'))).toBe(true);
    expect(existsSync(join(packages, 'nvidia/cublas/include'))).toBe(false);
    expect(existsSync(join(packages, 'tensorflow/python'))).toBe(false);
    expect(existsSync(join(packages, 'tensorflow/include/xla/service'))).toBe(false);
    expect(existsSync(engine?.addon ?? '')).toBe(true);
  });

  test('keeps neither the wheels nor anything temporary', async () => {
    await install(lockOf(await makeWheel(index, 'tensorflow')));
    const root = join(cache, 'engine', '0.0.0-cpu');
    expect(await readdir(join(root, 'downloads'))).toEqual([]);
    expect(existsSync(join(root, 'temporary'))).toBe(false);
    expect(existsSync(`${root}.lock`)).toBe(false);
  });

  test('tells of every phase in order, each up to 1', async () => {
    const seen = await install(lockOf(await makeWheel(index, 'tensorflow')));
    expect([...new Set(seen.map((progress) => progress.phase))]).toEqual(['download', 'unpack', 'compile']);
    for (const phase of ['download', 'unpack', 'compile']) {
      const fractions = seen.flatMap((one) =>
        one.phase === phase && one.phase !== 'wait' ? [one.fraction] : [],
      );
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
      expect(fractions.at(-1)).toBe(1);
    }
  });

  test('is not repeated once it is complete, and then needs neither pip, compiler nor network', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    await install(lock);
    await rm(index, { recursive: true });
    vi.stubEnv('PATH', folder);
    vi.stubEnv('CXX', '/nowhere/compiler');
    expect(await install(lock)).toEqual([]);
  });

  test('is repaired when a library was deleted or cut short', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    await install(lock);
    const library = join(findEngine(lock)?.folder ?? '', 'tensorflow', 'libtensorflow_cc.so.2');
    await truncate(library, 3);
    expect(findEngine(lock)).toBeUndefined();
    await install(lock);
    expect(await readFile(library, 'utf8')).toBe('the C library');
    await rm(library);
    expect(findEngine(lock)).toBeUndefined();
    await install(lock);
    expect(findEngine(lock)).toBeDefined();
  });

  test('compiles anew, and downloads nothing, when only the add-on is gone', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    await install(lock);
    await rm(findEngine(lock)?.addon ?? '');
    const seen = await install(lock);
    expect(new Set(seen.map((progress) => progress.phase))).toEqual(new Set(['compile']));
    expect(findEngine(lock)).toBeDefined();
  });
});

describe('interrupted or doubled', () => {
  test.each(['download', 'unpack', 'compile'])(
    'a process killed at %s leaves no engine, and the next one completes it',
    async (phase) => {
      const lock = lockOf(
        await makeWheel(index, 'tensorflow'),
        await makeWheel(index, 'more', { 'nvidia/x/lib/x.so': 'x' }),
      );
      const child = execa(process.execPath, [CHILD, JSON.stringify(lock)], { reject: false });
      for await (const line of child) if (line === phase) child.kill('SIGKILL');
      expect((await child).signal).toBe('SIGKILL');
      expect(findEngine(lock)).toBeUndefined();
      const seen = await install(lock);
      expect(findEngine(lock)).toBeDefined();
      // What was finished before is not done again.
      if (phase === 'compile')
        expect(seen.filter((one) => one.phase === 'download' || one.phase === 'unpack')).toEqual([]);
    },
  );

  test('two at once do the work once', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    const run = () => execa(process.execPath, [CHILD, JSON.stringify(lock)]);
    const both = await Promise.all([run(), run()]);
    expect(both.map((one) => one.stdout.split('\n').at(-1))).toEqual(['done', 'done']);
    expect(both.filter((one) => one.stdout.includes('compile'))).toHaveLength(1);
    // Two sources and one link.
    expect(await compiled()).toBe(3);
  });

  test('cancelling ends it with a clear error, and it can be repeated', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    const stop = new AbortController();
    const run = installEngine({ onProgress: () => stop.abort(), signal: stop.signal }, lock);
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(findEngine(lock)).toBeUndefined();
    await install(lock);
    expect(findEngine(lock)).toBeDefined();
  });
});

describe('a clear error', () => {
  test('for a wheel with a wrong SHA-256, of which nothing is used', async () => {
    const wheel = await makeWheel(index, 'tensorflow');
    const lock = lockOf({ ...wheel, sha256: 'ab'.repeat(32) });
    await expect(install(lock)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('SHA-256'),
    });
    expect(existsSync(join(cache, 'engine', '0.0.0-cpu', 'packages'))).toBe(false);
  });

  test('when Python is not there', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    vi.stubEnv('PATH', join(folder, 'empty'));
    vi.stubEnv('CXX', '/bin/true');
    await expect(install(lock)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Python 3 with pip'),
    });
  });

  test('when Python has no pip', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    const python = await execa('python3', ['-c', 'import sys; print(sys.executable)']);
    // -S: without its site-packages, where pip is.
    await writeFile(join(folder, 'python3'), `#!/bin/sh\nexec '${python.stdout}' -S -E "$@"\n`, {
      mode: 0o755,
    });
    vi.stubEnv('PATH', folder);
    vi.stubEnv('CXX', '/bin/true');
    await expect(install(lock)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('python3 has no pip'),
    });
  });

  test('when there is no compiler, before anything is downloaded', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    const { stdout: python } = await execa('python3', ['-c', 'import sys; print(sys.executable)']);
    await mkdir(join(folder, 'bin'));
    await symlink(python, join(folder, 'bin', 'python3'));
    vi.stubEnv('PATH', join(folder, 'bin'));
    vi.stubEnv('CXX', undefined);
    await expect(install(lock)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('No C++ compiler (g++)'),
    });
    expect(existsSync(join(cache, 'engine', '0.0.0-cpu', 'downloads'))).toBe(false);
  });

  test('when the compiler fails, with what it said', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    vi.stubEnv('CXX', undefined);
    await expect(install(lock)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/could not build the bridge.*error/),
    });
  });

  test('when the disk has no room, which says how much is needed and where', async () => {
    const wheel = await makeWheel(index, 'tensorflow');
    const run = install(lockOf({ ...wheel, unpackedBytes: 8e15 }));
    await expect(run).rejects.toMatchObject({
      code: 'no-space',
      message: expect.stringContaining('8000000.0 GB'),
    });
    await expect(run).rejects.toThrow(cache);
  });

  test('when the cache cannot be written, with its folder', async () => {
    const lock = lockOf(await makeWheel(index, 'tensorflow'));
    const file = join(folder, 'a file');
    await writeFile(file, '');
    vi.stubEnv('ALEXNET_STUDIO_CACHE', file);
    const run = install(lock);
    await expect(run).rejects.toMatchObject({ code: 'unsupported' });
    await expect(run).rejects.toThrow(`could not be written to ${file}`);
  });

  test('on a platform that the lock does not know, which names those it knows', async () => {
    const lock: EngineLock = {
      tensorflow: '0.0.0',
      builds: [{ platform: 'plan9-mips', flavour: 'cpu', wheels: [await makeWheel(index, 'x')] }],
    };
    await expect(install(lock)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('plan9-mips (cpu)'),
    });
  });

  test('when the package index cannot be reached', async () => {
    const wheel = await makeWheel(join(folder, 'elsewhere'), 'tensorflow');
    vi.stubEnv('PIP_NO_INDEX', undefined);
    vi.stubEnv('PIP_FIND_LINKS', undefined);
    vi.stubEnv('PIP_CONFIG_FILE', '/dev/null');
    // Nothing listens on port 9 of this machine.
    vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple');
    await expect(install(lockOf(wheel))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Check the network'),
    });
  });

  test('when the index does not have the wheel, with what pip said', async () => {
    const wheel = await makeWheel(join(folder, 'elsewhere'), 'tensorflow');
    await expect(install(lockOf(wheel))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('No matching distribution'),
    });
  });
});
