import type { Command } from 'commander';
import { z } from 'zod';
import { NetName } from '../../src-shared/nets/net-spec.ts';
import { Precision, Recipe } from '../../src-shared/recipe.ts';
import type { FromEngine } from '../engine/protocol.ts';
import { type CommonOptions, command, outputFor, parsedBy, withDevice } from './command.ts';
import { percent, textTable } from './text-table.ts';

interface BenchOptions extends CommonOptions {
  net: NetName[];
  precision?: Precision[];
  mode: Recipe['mode'][];
  batch: number[];
  classes: number;
  steps: number;
}

const { mode } = Recipe.shape;

export function addBench(program: Command): void {
  withDevice(command(program, 'bench', 'time training steps on this machine, without any data', 'nothing'))
    .option('--net <nets>', `some of ${NetName.options.join(',')}`, listOf(NetName), [
      'alexnet',
      'alexnet-bn',
    ])
    .option(
      '--precision <list>',
      `some of ${Precision.options.join(',')} (default: float32, and what auto comes to here)`,
      listOf(Precision),
    )
    .option('--mode <list>', `some of ${mode.options.join(',')}`, listOf(mode), ['compiled'])
    .option('--batch <list>', 'pictures a step, such as 32,128', listOf(Recipe.shape.batch), [32])
    .option('--classes <n>', 'of the last layer', parsedBy(z.int().min(2)), 1000)
    .option('--steps <n>', 'steps to time', parsedBy(z.int().min(1).max(1_000_000)), 20)
    .action(bench);
}

async function bench(options: BenchOptions): Promise<void> {
  const { askEngine } = await import('../services/engine-process.ts');
  const output = outputFor(options);
  const { classes, steps } = options;
  const precisions = options.precision ?? [
    ...new Set<Precision>(['float32', (await askEngine({ kind: 'probe' }, 'hello')).precision]),
  ];
  const step = [];
  for (const job of combinations(options, precisions)) {
    output.note(`${job.net}, batch ${job.batch}, ${job.precision}, ${job.mode} …`);
    const { type: _, ...figures } = await askEngine({ kind: 'bench', ...job, classes, steps }, 'benched');
    step.push({ ...job, ...figures });
  }
  output.result({ step }, textTable([HEADING, ...step.map(tableRow)], [1, 4, 5, 6, 7, 8, 9, 10]));
}

const HEADING = [
  ...['net', 'batch', 'precision', 'mode', 'ms a step', 'images/s', 'of peak FLOP/s'],
  ...['ms forward', 'ms one picture', 'ms to build', 'peak memory'],
];

type Row = ReturnType<typeof combinations>[number] & Omit<Extract<FromEngine, { type: 'benched' }>, 'type'>;

function tableRow(row: Row): string[] {
  const { net, batch, precision, mode } = row;
  return [
    ...[net, String(batch), precision, mode],
    ...[row.ms.toFixed(1), row.imagesPerSecond.toFixed(1), percent(row.flopsShare)],
    ...[row.forwardMs.toFixed(1), row.latencyMs.toFixed(1), row.buildMs.toFixed(0)],
    `${(row.peakMemoryBytes / 1e9).toFixed(2)} GB`,
  ];
}

function combinations(
  { net: nets, batch: batches, mode: modes }: BenchOptions,
  precisions: readonly Precision[],
) {
  return nets.flatMap((net) =>
    batches.flatMap((batch) =>
      precisions.flatMap((precision) => modes.map((mode) => ({ net, batch, precision, mode }))),
    ),
  );
}

/** Reads `a,b` by the schema of one. */
function listOf<T>(schema: z.ZodType<T>): (text: string) => T[] {
  const one = parsedBy(schema);
  return (text) => text.split(',').map((part) => one(part.trim()));
}
