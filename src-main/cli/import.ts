import { resolve } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import type {
  Dataset,
  ImportOptions,
  ImportState,
  RejectedFile,
} from '../../src-shared/contract/datasets.ts';
import { ImportOptions as ImportOptionsSchema } from '../../src-shared/contract/datasets.ts';
import type { Workspace } from '../services/open-workspace.ts';
import { type CommonOptions, command, outputFor, parsedBy, withWorkspace } from './command.ts';
import type { Output } from './output.ts';
import { onSignals } from './signals.ts';
import { duration } from './text-table.ts';

interface ImportCommandOptions extends CommonOptions {
  name?: string;
  val: number;
  test: number;
  seed: number;
}

const { name, val, test, seed } = ImportOptionsSchema.shape;

export function addImport(program: Command): void {
  command(program, 'import <path>', 'make a data set of a folder with one sub-folder a class', 'workspace')
    .option('--name <name>', "of the data set (default: the folder's)", parsedBy(name))
    .option('--val <share>', 'set aside for validation where there is no val folder', parsedBy(val), 0.1)
    .option('--test <share>', 'set aside for testing where there is no test folder', parsedBy(test), 0.1)
    .option('--seed <n>', 'of the split', parsedBy(seed), 1)
    .action(async (path: string, options: ImportCommandOptions) => {
      const output = outputFor(options);
      await withWorkspace(options, { mode: 'write' }, async (workspace) => {
        const { val, test, seed, name } = options;
        const source = { kind: 'path' as const, path: resolve(path) };
        const dataset = await importAndShow(workspace, { source, name, val, test, seed });
        report(dataset, workspace.store.datasets.rejected(dataset.id), output);
      });
    });
}

/** Runs an import to its end with a progress bar; a signal cancels it. Errors: those of `importNow`. */
async function importAndShow({ imports }: Workspace, options: ImportOptions): Promise<Dataset> {
  const cancel = new AbortController();
  const undo = onSignals(
    () => cancel.abort(),
    () => {},
  );
  const display = createDisplay();
  try {
    const { dataset } = await imports.importNow(options, { onState: display.show, signal: cancel.signal });
    return dataset;
  } finally {
    display.stop();
    undo();
  }
}

function createDisplay() {
  const bar = new SingleBar(
    {
      format: 'decoding {bar} {value}/{total}, {speed} pictures/s, {left} left, {rejected} rejected',
      hideCursor: true,
      stream: process.stderr,
      noTTYOutput: false,
      barsize: 24,
    },
    Presets.shades_grey,
  );
  return {
    show(state: ImportState): void {
      if (state.phase !== 'decoding') return;
      const { done, total, rejected, imagesPerSecond, secondsLeft } = state;
      const left = secondsLeft === null ? '–' : duration(secondsLeft);
      const payload = { speed: imagesPerSecond.toFixed(0), left, rejected };
      if (!bar.isActive) bar.start(total, done, payload);
      bar.update(done, payload);
    },
    stop: () => bar.stop(),
  };
}

function report(
  { id, name, version, classes, images }: Dataset,
  rejected: RejectedFile[],
  output: Output,
): void {
  for (const { file, reason } of rejected) output.note(`rejected ${file}: ${reason}`);
  const counts = `${images.train} to train on, ${images.val} to validate, ${images.test} to test`;
  output.result(
    { dataset: { id, name, version, classes, images, rejected } },
    [
      `${name} (${id}), version ${version}: ${classes.length} classes, ${counts}`,
      ...(rejected.length > 0 ? [`Rejected files: ${rejected.length}`] : []),
    ].join('\n'),
  );
}
