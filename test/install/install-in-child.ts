import { parseEngineLock } from '../../src-main/install/engine-lock.ts';
import { installEngine } from '../../src-main/install/install-engine.ts';

/** Run as a program: installs what the lock given as its argument says, and writes each phase's name when it begins. */
let phase = '';
await installEngine(
  {
    onProgress: (progress) => {
      if (progress.phase !== phase) process.stdout.write(`${progress.phase}\n`);
      phase = progress.phase;
    },
  },
  parseEngineLock(process.argv[2] ?? ''),
);
process.stdout.write('done\n');
