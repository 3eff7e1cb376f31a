import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { currentPlatform, type EngineLock, type Wheel } from '../../src-main/install/engine-lock.ts';

/** Writes a real zip file; entries of any name, also those that a sound wheel never has. */
const WRITE_ZIP = `
import json, sys, zipfile
entries = json.load(sys.stdin)
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as wheel:
    for name, content in entries.items():
        wheel.writestr(name, content)
`;

/** What the engine needs of TensorFlow's wheel, in small, and something that it does not need. */
export const WHEEL_ENTRIES: Record<string, string> = {
  'tensorflow/libtensorflow_cc.so.2': 'the C library',
  'tensorflow/libtensorflow_framework.so.2': 'the framework',
  'tensorflow/libtensorflow_cc.2.dylib': 'the C library',
  'tensorflow/libtensorflow_framework.2.dylib': 'the framework',
  'tensorflow/include/tensorflow/c/c_api.h': '// a header',
  'tensorflow/include/xla/service/service.h': '// a header that nobody includes',
  'tensorflow/python/ops.py': 'print(1)',
};

/**
 * Makes a small wheel named `fake-<name>` in `folder`, which pip finds with PIP_FIND_LINKS, and gives back its line for the lock. Its tags are those of TensorFlow's
 * wheel, so any Python's pip must be asked for them as for the real one.
 */
export async function makeWheel(folder: string, name: string, entries = WHEEL_ENTRIES): Promise<Wheel> {
  const file = `fake_${name}-1.0-cp311-cp311-manylinux_2_27_x86_64.whl`;
  const metadata = `fake_${name}-1.0.dist-info`;
  const path = join(folder, file);
  await mkdir(folder, { recursive: true });
  await execa('python3', ['-c', WRITE_ZIP, path], {
    input: JSON.stringify({
      ...entries,
      [`${metadata}/METADATA`]: `Metadata-Version: 2.1\nName: fake-${name}\nVersion: 1.0\n`,
      [`${metadata}/WHEEL`]:
        'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: cp311-cp311-manylinux_2_27_x86_64\n',
      [`${metadata}/LICENSE`]: 'free',
      [`${metadata}/RECORD`]: '',
    }),
  });
  return {
    name: `fake-${name}`,
    version: '1.0',
    file,
    sha256: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
    bytes: (await stat(path)).size,
    unpackedBytes: 100,
  };
}

/** A lock whose only build, for this machine's CPU, is made of these wheels. */
export function lockOf(...wheels: Wheel[]): EngineLock {
  return { tensorflow: '0.0.0', builds: [{ platform: currentPlatform(), flavour: 'cpu', wheels }] };
}

/**
 * A program that takes a compiler's arguments, notes them as a line in `<folder>/compiled` and writes the file after `-o`. The small wheels have no
 * library to link with, so only here a stand-in compiles; compile-addon.test.ts uses the machine's own compiler.
 */
export async function makeCompiler(folder: string): Promise<string> {
  const path = join(folder, 'compiler');
  const script = `#!/bin/sh
echo "$@" >> '${folder}/compiled'
while [ $# -gt 1 ]; do
  if [ "$1" = -o ]; then echo object > "$2"; fi
  shift
done
`;
  await writeFile(path, script, { mode: 0o755 });
  return path;
}
