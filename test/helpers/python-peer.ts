import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { testPython } from '../../scripts/lib/python-packages.ts';
import { appFolder } from '../../src-main/paths.ts';
import { temporaryFolder } from './engine-parts.ts';

const Answer = z.union([z.object({ values: z.array(z.number()) }), z.object({ error: z.string() })]);

const { command, packages } = await testPython();
const env = { ...process.env, ...(packages !== null && { PYTHONPATH: packages }) };
const FIND_TORCH = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("torch") is None)';

/** Whether Python has PyTorch; test/python/requirements.txt says why it mostly has not. */
export const hasTorch = spawnSync(command, ['-c', FIND_TORCH], { env }).status === 0;
if (!hasTorch)
  console.warn('Without PyTorch what is written for it is not run: see test/python/requirements.txt.');

/** A Python with Keras and, where it is there, PyTorch that runs what the program wrote; see test/python/peer.py. */
export interface PythonPeer {
  /** Runs a command of the script on files and on pictures float32 [n, height, width, channels]. Throws with Python's own words. */
  run(
    command: string,
    files: readonly string[],
    pictures: Float32Array,
    shape: readonly number[],
  ): Promise<number[]>;
  close(): void;
}

/** Starts the tests' Python, Keras upon one of its backends: TensorFlow and PyTorch cannot both be in one process. */
export function startPythonPeer(
  backend: 'tensorflow' | 'torch' = hasTorch ? 'torch' : 'tensorflow',
): PythonPeer {
  const python = spawn(command, [join(appFolder, 'test', 'python', 'peer.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...env, KERAS_BACKEND: backend },
  });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    async run(command, files, pictures, shape) {
      const file = join(temporaryFolder(), 'pictures.f32');
      writeFileSync(file, pictures);
      python.stdin.write(`${JSON.stringify({ run: command, files, pictures: file, shape })}\n`);
      const line = await lines.next();
      if (line.done) throw new Error('Python ended without an answer');
      const answer = Answer.parse(JSON.parse(line.value));
      if ('error' in answer) throw new Error(answer.error);
      return answer.values;
    },
    close: () => {
      python.kill();
    },
  };
}
