import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'engine-install.ts');

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'engine-install-'));
});

afterEach(() => rm(cache, { recursive: true }));

const run = (parameters: string[], env: Record<string, string>) =>
  execa(process.execPath, [SCRIPT, ...parameters], {
    reject: false,
    env: { ALEXNET_STUDIO_CACHE: cache, ...env },
  });

test('ends with 1 and one clear line when it fails', async () => {
  const { exitCode, stdout, stderr } = await run(['--flavour', 'cpu'], { CXX: '/nowhere/compiler' });
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^engine-install: No C\+\+ compiler \(\/nowhere\/compiler\) was found.*$/);
});

test.each(['--flavour=rocm', '--nonsense', 'surplus'])(
  'ends with 2 for wrong usage: %s',
  async (argument) => {
    const { exitCode, stderr } = await run([argument], {});
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: /);
  },
);

test('ends with 1 for a wrong ALEXNET_STUDIO_ENGINE_FLAVOUR', async () => {
  const { exitCode, stderr } = await run([], { ALEXNET_STUDIO_ENGINE_FLAVOUR: 'rocm' });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('must be one of cpu, cuda');
});

test('stops what it started and says so when it is interrupted', async () => {
  const child = run(['--flavour', 'cpu'], {
    PIP_INDEX_URL: 'http://192.0.2.1/simple',
    PIP_FIND_LINKS: '',
    CXX: '/bin/true',
  });
  for await (const line of child.iterable({ from: 'stderr' }))
    if (line.startsWith('Downloading')) child.kill('SIGINT');
  const { exitCode, stderr } = await child;
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/engine-install: The installation of the engine was cancelled\.$/);
});
