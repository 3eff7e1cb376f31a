import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { AppError } from '../../src-shared/errors.ts';
import { exportWeights } from '../services/export-weights.ts';
import { type CommonOptions, command, outputFor, withWorkspace } from './command.ts';
import { UsageError } from './usage-error.ts';

const FORMATS = ['onnx', 'saved-model', 'tfjs', 'safetensors'];

interface ExportOptions extends CommonOptions {
  run: string;
  format: string;
  out: string;
}

export function addExport(program: Command): void {
  command(program, 'export', "write a run's best weights to a file", 'workspace')
    .requiredOption('--run <run>', 'id, name or latest')
    .addOption(new Option('--format <format>', 'of the file').choices(FORMATS).makeOptionMandatory())
    .requiredOption('--out <path>', 'file to write')
    .action(exportRun);
}

async function exportRun(options: ExportOptions): Promise<void> {
  if (options.format !== 'safetensors') {
    throw new UsageError(`This version does not export ${options.format} yet; --format safetensors works.`);
  }
  const file = resolve(options.out);
  if (!(await isFolder(dirname(file))))
    throw new AppError('not-found', `There is no folder ${dirname(file)} to write to.`);
  if (await isFolder(file))
    throw new AppError('bad-request', `${file} is a folder: name the file in it, too.`);
  await withWorkspace(options, { mode: 'read' }, async ({ store, files }) => {
    const run = store.runs.find(options.run);
    const best = store.checkpoints.best(run.id);
    if (best === null)
      throw new AppError('conflict', `"${run.name}" has no weights yet: its first epoch has not ended.`);
    const bytes = await exportWeights(files.checkpoint(run.id, best.step), file);
    outputFor(options).result({ file, bytes }, `${file}, ${(bytes / 1e6).toFixed(1)} MB`);
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}
