import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { Option, program } from 'commander';
import { FLAVOURS, type Flavour } from '../src-main/install/engine-lock.ts';
import { installEngine } from '../src-main/install/install-engine.ts';
import type { InstallProgress } from '../src-main/install/progress.ts';
import { messageOf } from '../src-shared/errors.ts';

const options = program
  .name('engine-install')
  .description('Download TensorFlow into the per-user cache and build the bridge between it and Node.')
  .addOption(new Option('--flavour <flavour>', 'instead of what suits this machine').choices(FLAVOURS))
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse()
  .opts<{ flavour?: Flavour }>();

const stop = new AbortController();
// `on`, not `once`: the library that stops pip and the compiler with us would take a lone signal for one that nobody handles.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
const show = process.stderr.isTTY ? showBars() : showLines();

try {
  const engine = await installEngine({
    flavour: options.flavour,
    onProgress: show.progress,
    signal: stop.signal,
  });
  show.stop();
  console.error(`TensorFlow ${engine.tensorflow} (${engine.flavour}) is ready in ${engine.folder}`);
} catch (error) {
  show.stop();
  console.error(`engine-install: ${messageOf(error)}`);
  process.exitCode = 1;
}

interface Display {
  progress: (progress: InstallProgress) => void;
  stop: () => void;
}

function showBars(): Display {
  const bars = new MultiBar(
    {
      format: '{phase} {bar} {percentage}% {message}',
      barsize: 20,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.shades_grey,
  );
  const byPhase = new Map<string, SingleBar>();
  return {
    progress: (progress) => {
      if (progress.phase === 'wait') return bars.log(`${progress.message}\n`);
      const bar = byPhase.get(progress.phase) ?? bars.create(1, 0);
      byPhase.set(progress.phase, bar);
      bar.update(progress.fraction, { phase: progress.phase.padEnd(8), message: progress.message });
    },
    stop: () => bars.stop(),
  };
}

/** Where standard error is a log: one line a tenth. */
function showLines(): Display {
  let last = '';
  return {
    progress: (progress) => {
      const step = progress.phase === 'wait' ? '' : ` ${Math.floor(progress.fraction * 10) * 10}%`;
      const line = `${progress.message}${step}`;
      if (line !== last) console.error(line);
      last = line;
    },
    stop: () => {},
  };
}
