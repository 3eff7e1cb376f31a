import { type Command, Option } from 'commander';
import { z } from 'zod';
import { type Evaluation, Split } from '../../src-shared/figures.ts';
import { type CommonOptions, command, outputFor, parsedBy, withDevice, withWorkspace } from './command.ts';
import { percent, textTable } from './text-table.ts';

interface EvaluateOptions extends CommonOptions {
  run: string;
  split: Split;
  views: Evaluation['views'];
}

export function addEvaluate(program: Command): void {
  withDevice(command(program, 'evaluate', "figures of a run's best checkpoint on one split", 'workspace'))
    .requiredOption('--run <run>', 'id, name or latest')
    .addOption(new Option('--split <split>', 'pictures to look at').choices(Split.options).default('test'))
    .option(
      '--views <n>',
      '1: the middle crop; 10: corners and middle, mirrored too',
      parsedBy(z.union([z.literal(1), z.literal(10)], 'expected 1 or 10')),
      1,
    )
    .action(async (options: EvaluateOptions) => {
      await withWorkspace(options, { mode: 'read' }, async ({ store, predictions }) => {
        const { id } = store.runs.find(options.run);
        const evaluation = await predictions.evaluate({
          runId: id,
          split: options.split,
          views: options.views,
        });
        const { loss, top1, top5, confusion, perClass } = evaluation;
        outputFor(options).result(
          { evaluation: { loss, top1, top5, confusion, perClass } },
          evaluationText(evaluation),
        );
      });
    });
}

function evaluationText({ split, views, images, loss, top1, top5, confusion, perClass }: Evaluation): string {
  const labels = perClass.map(({ label }) => label);
  const rows = perClass.map((row, actual) => [
    row.label,
    percent(row.top1),
    String(row.images),
    ...(confusion[actual] ?? []).map(String),
  ]);
  return [
    `${images} ${split} pictures, ${views === 1 ? 'one view' : '10 views'}: loss ${loss.toFixed(3)}, top-1 ${percent(top1)}, top-5 ${percent(top5)}`,
    '',
    textTable([['class', 'top-1', 'images', ...labels], ...rows], numberColumns(labels.length)),
  ].join('\n');
}

/** All columns but the first. */
function numberColumns(classes: number): number[] {
  return Array.from({ length: classes + 2 }, (_, index) => index + 1);
}
