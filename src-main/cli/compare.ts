import { type Command, Option } from 'commander';
import { settingDifferences } from '../../src-shared/compare/setting-differences.ts';
import type { Verdict } from '../../src-shared/contract/compare.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import { Split } from '../../src-shared/figures.ts';
import type { Compare } from '../services/compare.ts';
import { hasWriter } from '../services/workspace-lock.ts';
import { type CommonOptions, command, outputFor, withDevice, withWorkspace } from './command.ts';
import type { Output } from './output.ts';
import { runListJson } from './runs.ts';
import { duration, percent, textTable } from './text-table.ts';

/** One line of a comparison; `values` in the order of the runs. */
interface Line {
  name: string;
  values: unknown[];
}

interface CompareOptions extends CommonOptions {
  split: Split;
}

export function addCompare(program: Command): void {
  withDevice(
    command(
      program,
      'compare <run> <runs...>',
      'how runs differ in settings and results, and whether that is more than chance',
      'workspace',
    ),
  )
    .addOption(
      new Option('--split <split>', 'pictures on which the verdict is found')
        .choices(Split.options)
        .default('test'),
    )
    .action(async (first: string, others: string[], options: CompareOptions) => {
      await withWorkspace(options, { mode: 'read' }, async ({ folder, store, compare }) => {
        const output = outputFor(options);
        const runs = [first, ...others].map((name) => store.runs.find(name));
        const isTraining = await hasWriter(folder);
        const differences = settingDifferences(runs);
        const configDiff = differences.map(({ path, values }) => ({ name: path, values: [...values] }));
        const metrics = results(runs);
        const runIds = runs.map(({ id }) => id);
        const verdict = await verdictOf(compare.verdict({ runIds, split: options.split, views: 1 }), output);
        output.result(
          { runs: runs.map((run) => runListJson(run, isTraining)), configDiff, metrics, verdict },
          [
            comparisonText(runs, [...configDiff, ...metrics]),
            ...(verdict ? ['', ...verdictLines(verdict)] : []),
          ].join('\n'),
        );
      });
    });
}

/** Null where there can be none, such as before the first checkpoint: settings and results are told all the same, and the reason is. */
async function verdictOf(work: ReturnType<Compare['verdict']>, output: Output): Promise<Verdict | null> {
  try {
    for await (const message of work) if (message.type === 'done') return message.verdict;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    output.note(`No verdict: ${error.message}`);
  }
  return null;
}

function verdictLines({ split, pictures, leftOut, resamples, comparisons }: Verdict): string[] {
  const without = leftOut === 0 ? '' : ` (${leftOut} others are not in all of them)`;
  return [
    ...comparisons.map(({ sentence, mcnemar }) =>
      mcnemar === null ? sentence : `${sentence} McNemar: P ${mcnemar.p.toPrecision(2)}.`,
    ),
    `On the ${pictures} ${split} pictures that they have in common${without}; paired bootstrap of ${resamples} resamples.`,
  ];
}

function results(runs: readonly Run[]): Line[] {
  const line = (name: string, value: (run: Run) => number | null | undefined): Line => ({
    name,
    values: runs.map((run) => value(run) ?? null),
  });
  return [
    line('epochsDone', (run) => run.epochs),
    line('trainLoss', (run) => run.train?.loss),
    line('trainTop1', (run) => run.train?.top1),
    line('valLoss', (run) => run.val?.loss),
    line('valTop1', (run) => run.val?.top1),
    line('bestTop1', (run) => run.best?.top1),
    line('testLoss', (run) => run.test?.loss),
    line('testTop1', (run) => run.test?.top1),
    line('imagesPerSecond', (run) => run.imagesPerSecond),
    line('durationMs', (run) => run.durationMs),
  ];
}

function comparisonText(runs: readonly Run[], lines: readonly Line[]): string {
  const rows = lines.map(({ name, values }) => [name, ...values.map((value) => cell(name, value))]);
  return textTable([['', ...runs.map((run) => run.name)], ...rows]);
}

function cell(name: string, value: unknown): string {
  if (value === null || Number.isNaN(value)) return '–';
  if (typeof value !== 'number') return String(value);
  if (name.endsWith('Top1')) return percent(value);
  if (name === 'durationMs') return duration(value / 1000);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
