import { expect, test } from 'vitest';
import { findBuild, parseEngineLock, readEngineLock } from '../../../src-main/install/engine-lock.ts';

const lock = readEngineLock();

test('the lock that ships has builds for Linux and macOS', () => {
  expect(lock.builds.map((build) => `${build.platform} ${build.flavour}`)).toEqual([
    'linux-x64 cpu',
    'linux-x64 cuda',
    'linux-arm64 cpu',
    'darwin-arm64 cpu',
  ]);
});

test("every build's first wheel is TensorFlow of the lock's version, made for the build's platform", () => {
  const tags: Record<string, RegExp> = {
    'linux-x64': /manylinux\w*_x86_64\.whl$/,
    'linux-arm64': /manylinux\w*_aarch64\.whl$/,
    'darwin-arm64': /macosx\w*_arm64\.whl$/,
  };
  for (const { platform, wheels } of lock.builds) {
    expect(wheels[0]?.name).toMatch(/^tensorflow(-cpu)?$/);
    expect(wheels[0]?.version).toBe(lock.tensorflow);
    for (const wheel of wheels) expect(wheel.file).toMatch(tags[platform] ?? /^never$/);
  }
});

test("only the CUDA build has NVIDIA's libraries", () => {
  for (const { flavour, wheels } of lock.builds) {
    expect(wheels.some((wheel) => wheel.name.startsWith('nvidia-'))).toBe(flavour === 'cuda');
  }
});

test('a platform without a build is refused with the list of those that have one', () => {
  expect(() => findBuild(lock, 'win32-x64', 'cpu')).toThrow(
    /not available for win32-x64 .*linux-x64 \(cpu\)/,
  );
  expect(() => findBuild(lock, 'darwin-arm64', 'cuda')).toThrow(/darwin-arm64 \(cuda\)/);
});

test.each([
  ['no JSON', '{'],
  ['a hash that is too short', JSON.stringify(lock).replace(/"sha256":"[0-9a-f]/, '"sha256":"')],
  ['a file name that leads elsewhere', JSON.stringify(lock).replace(/"file":"/, '"file":"../')],
  ['an unknown key', JSON.stringify({ ...lock, more: 1 })],
])('a lock with %s is refused', (_, text) => {
  expect(() => parseEngineLock(text)).toThrow();
});
