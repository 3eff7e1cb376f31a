import type { Command } from 'commander';
import { z } from 'zod';
import { Precision, Recipe } from '../../src-shared/recipe.ts';
import { type CommonOptions, command, outputFor, parsedBy, withDevice } from './command.ts';
import { percent, textTable } from './text-table.ts';

interface BenchOptions extends CommonOptions {
  net: Recipe['net'][];
  precision: Precision[];
  mode: Recipe['mode'][];
  batch: number;
  classes: number;
  steps: number;
}

const { net, mode } = Recipe.shape;

export function addBench(program: Command): void {
  withDevice(command(program, 'bench', 'time training steps on this machine, without any data', 'nothing'))
    .option('--net <nets>', `some of ${net.options.join(',')}`, listOf(net), ['alexnet', 'alexnet-bn'])
    .option(
      '--precision <list>',
      `some of ${Precision.options.join(',')}`,
      listOf(Precision),
      Precision.options,
    )
    .option('--mode <list>', `some of ${mode.options.join(',')}`, listOf(mode), ['compiled'])
    .option('--batch <n>', 'pictures a step', parsedBy(Recipe.shape.batch), 32)
    .option('--classes <n>', 'of the last layer', parsedBy(z.int().min(2)), 1000)
    .option('--steps <n>', 'steps to time', parsedBy(z.int().min(1).max(10_000)), 20)
    .action(bench);
}

async function bench(options: BenchOptions): Promise<void> {
  const { askEngine } = await import('../services/engine-process.ts');
  const output = outputFor(options);
  const { batch, classes, steps } = options;
  const step = [];
  for (const job of combinations(options)) {
    const name = `${job.net}, batch ${batch}, ${job.precision}, ${job.mode}`;
    output.note(`${name} …`);
    const { ms, imagesPerSecond, flopsShare } = await askEngine(
      { kind: 'bench', ...job, batch, classes, steps },
      'benched',
    );
    step.push({
      net: job.net,
      batch,
      precision: job.precision,
      mode: job.mode,
      ms,
      imagesPerSecond,
      flopsShare,
    });
  }
  const rows = step.map((row) => [
    row.net,
    String(row.batch),
    row.precision,
    row.mode,
    row.ms.toFixed(1),
    row.imagesPerSecond.toFixed(1),
    percent(row.flopsShare),
  ]);
  const heading = ['net', 'batch', 'precision', 'mode', 'ms a step', 'images/s', 'of peak FLOP/s'];
  output.result({ step }, textTable([heading, ...rows], [1, 4, 5, 6]));
}

function combinations({ net: nets, precision: precisions, mode: modes }: BenchOptions) {
  return nets.flatMap((net) =>
    precisions.flatMap((precision) => modes.map((mode) => ({ net, precision, mode }))),
  );
}

/** Reads `a,b` by the schema of one. */
function listOf<T>(schema: z.ZodType<T>): (text: string) => T[] {
  const one = parsedBy(schema);
  return (text) => text.split(',').map((part) => one(part.trim()));
}
