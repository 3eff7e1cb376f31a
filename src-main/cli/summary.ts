import type { Command } from 'commander';
import { z } from 'zod';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { summarise } from '../../src-shared/nets/summary.ts';
import { summaryTable } from '../../src-shared/nets/summary-table.ts';
import { Recipe } from '../../src-shared/recipe.ts';
import { type CommonOptions, command, outputFor, parsedBy } from './command.ts';

interface SummaryOptions extends CommonOptions {
  net: Recipe['net'];
  classes: number;
}

export function addSummary(program: Command): void {
  command(
    program,
    'summary',
    "print a network's layers with their shapes, parameters and formulas",
    'nothing',
  )
    .option(
      '--net <net>',
      `one of ${Recipe.shape.net.options.join(', ')}`,
      parsedBy(Recipe.shape.net),
      'alexnet',
    )
    .option('--classes <n>', 'number of classes', parsedBy(z.int().min(2).max(100_000)), 1000)
    .action((options: SummaryOptions) => {
      const summary = summarise(netSpec(options.net, options.classes));
      const layers = summary.layers.map(({ name, type, output, params, formula }) => ({
        name,
        type,
        output,
        params,
        formula,
      }));
      outputFor(options).result(
        { net: summary.net, layers, params: summary.totals.params },
        summaryTable(summary),
      );
    });
}
