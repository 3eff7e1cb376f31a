import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import { type Command, Option } from 'commander';
import { AppError } from '../../src-shared/errors.ts';
import { EXPORT_FORMATS, ExportFormatName, ExportOptions } from '../../src-shared/export-formats.ts';
import type { ExportProgress, ExportResult } from '../services/export-run.ts';
import { type CommonOptions, command, outputFor, withDevice, withWorkspace } from './command.ts';
import { exportSeries, SERIES_FORMATS, type SeriesFormat } from './export-series.ts';
import { onSignals } from './signals.ts';
import { duration } from './text-table.ts';
import { UsageError } from './usage-error.ts';

interface ExportCommandOptions extends CommonOptions {
  run: string;
  format: ExportFormatName | SeriesFormat;
  out: string;
  float16?: boolean;
  preprocessing?: ExportOptions['preprocessing'];
}

export function addExport(program: Command): void {
  withDevice(
    command(
      program,
      'export',
      "write a run's best weights, or its figures, for another program",
      'workspace',
    ),
  )
    .requiredOption('--run <run>', 'id, name or latest')
    .addOption(
      new Option('--format <format>', 'of the file')
        .choices([...ExportFormatName.options, ...SERIES_FORMATS])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <path>', 'file to write; of formats with several files, a folder to make')
    .option('--float16', 'half precision: half the size (onnx)')
    .addOption(
      new Option(
        '--preprocessing <where>',
        'whether the network itself crops and normalises pictures',
      ).choices(ExportOptions.shape.preprocessing.unwrap().options),
    )
    .action(writeExport);
}

async function writeExport({ format, ...options }: ExportCommandOptions): Promise<void> {
  if (format === 'tensorboard' || format === 'csv') return exportSeries({ ...options, format });
  const chosen = optionsOf({ ...options, format });
  const out = resolve(options.out);
  await checkTarget(out, EXPORT_FORMATS[format].extension === '');
  const { exportRun } = await import('../services/export-run.ts');
  const { recordsFile } = await import('../services/train-run.ts');
  await withWorkspace(options, { mode: 'read' }, async ({ folder, store, files, fork }) => {
    const { id } = store.runs.find(options.run);
    const request = { runId: id, format, options: chosen, out, isProven: true };
    const parts = { recordsFile: recordsFile(folder), store, files, fork };
    const { bytes, proof } = await shown((signal) => exportRun(request, parts, signal));
    const found = proof && {
      largestDifference: proof.largestDifference,
      pictures: proof.pictures,
      of: proof.of,
    };
    outputFor(options).result({ file: out, bytes, ...found }, resultText(out, { bytes, proof }));
  });
}

/** The options that the format knows; one that it does not know is wrong usage. */
function optionsOf({
  format,
  float16,
  preprocessing,
}: ExportCommandOptions & { format: ExportFormatName }): ExportOptions {
  const given = { ...(float16 && { float16 }), ...(preprocessing && { preprocessing }) };
  const known: readonly string[] = EXPORT_FORMATS[format].options;
  const unknown = Object.keys(given).find((option) => !known.includes(option));
  if (unknown !== undefined) throw new UsageError(`--${unknown} is nothing that --format ${format} knows.`);
  return ExportOptions.parse(given);
}

async function checkTarget(path: string, isFolder: boolean): Promise<void> {
  const parent = await kindOf(dirname(path));
  if (parent !== 'folder')
    throw new AppError('not-found', `There is no folder ${dirname(path)} to write to.`);
  const there = await kindOf(path);
  if (isFolder && there !== null)
    throw new AppError(
      'bad-request',
      `${path} is there already: name a folder that is not, it will be made.`,
    );
  if (there === 'folder') throw new AppError('bad-request', `${path} is a folder: name the file in it, too.`);
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  return stat(path).then(
    (entry) => (entry.isDirectory() ? 'folder' : 'file'),
    () => null,
  );
}

/** Runs an export to its end with a progress bar; a signal stops it. */
async function shown(
  begin: (signal: AbortSignal) => AsyncGenerator<ExportProgress, ExportResult>,
): Promise<ExportResult> {
  const cancel = new AbortController();
  const undo = onSignals(
    () => cancel.abort(),
    () => {},
  );
  const bar = new SingleBar(
    {
      format: '{phase} {bar} {percentage} %, {left} left',
      hideCursor: true,
      stream: process.stderr,
      noTTYOutput: false,
      barsize: 24,
    },
    Presets.shades_grey,
  );
  try {
    const work = begin(cancel.signal);
    for (;;) {
      const step = await work.next();
      if (step.done) return step.value;
      const { phase, share, secondsLeft } = step.value;
      const payload = { phase, left: secondsLeft === null ? '–' : duration(secondsLeft) };
      if (!bar.isActive) bar.start(100, 0, payload);
      bar.update(Math.round(100 * share), payload);
    }
  } finally {
    bar.stop();
    undo();
  }
}

function resultText(file: string, { bytes, proof }: ExportResult): string {
  const size = `${file}, ${(bytes / 1e6).toFixed(1)} MB`;
  if (proof === null) return size;
  const what =
    proof.of === 'noise'
      ? `${proof.pictures} pictures of noise (the data set is gone)`
      : `${proof.pictures} pictures`;
  return `${size}\nLoaded again, it gives the engine's probabilities for ${what} within ${proof.largestDifference.toPrecision(2)}.`;
}
