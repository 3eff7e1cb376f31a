import type { Command } from 'commander';
import { z } from 'zod';
import type { AnyNet } from '../../src-shared/nets/custom-net.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { summarise } from '../../src-shared/nets/summary.ts';
import { summaryTable } from '../../src-shared/nets/summary-table.ts';
import { type CommonOptions, command, outputFor, parsedBy } from './command.ts';
import { NET_VALUES, parseNet } from './net-option.ts';

interface SummaryOptions extends CommonOptions {
  net: AnyNet;
  classes: number;
}

export function addSummary(program: Command): void {
  command(
    program,
    'summary',
    "print a network's layers with their shapes, parameters and formulas",
    'nothing',
  )
    .option('--net <net>', NET_VALUES, parseNet, 'alexnet')
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
