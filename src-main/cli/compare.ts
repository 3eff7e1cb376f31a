import type { Command } from 'commander';
import type { Run } from '../../src-shared/contract/runs.ts';
import { type SettingValue, settingsOf } from '../../src-shared/recipe/settings.ts';
import { hasWriter } from '../services/workspace-lock.ts';
import { type CommonOptions, command, outputFor, withWorkspace } from './command.ts';
import { runListJson } from './runs.ts';
import { duration, percent, textTable } from './text-table.ts';

/** One line of a comparison; `values` in the order of the runs. */
interface Line {
  name: string;
  values: unknown[];
}

export function addCompare(program: Command): void {
  command(program, 'compare <run> <runs...>', 'how runs differ in settings and results', 'workspace').action(
    async (first: string, others: string[], options: CommonOptions) => {
      await withWorkspace(options, { mode: 'read' }, async ({ folder, store }) => {
        const runs = [first, ...others].map((name) => store.runs.find(name));
        const isTraining = await hasWriter(folder);
        const [configDiff, metrics] = [differences(runs), results(runs)];
        outputFor(options).result(
          { runs: runs.map((run) => runListJson(run, isTraining)), configDiff, metrics },
          comparisonText(runs, [...configDiff, ...metrics]),
        );
      });
    },
  );
}

/** The settings in which they are not all equal, the data set among them; null where a recipe has no such setting. */
function differences(runs: readonly Run[]): Line[] {
  const configs = runs.map(
    ({ recipe, dataset }) =>
      new Map<string, SettingValue>([
        ['dataset', `${dataset.name}, version ${dataset.version}`],
        ...settingsOf(recipe),
      ]),
  );
  const names = new Set(configs.flatMap((config) => [...config.keys()]));
  return [...names]
    .map((name) => ({ name, values: configs.map((config) => config.get(name) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
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
  if (typeof value !== 'number') return value === null ? '–' : String(value);
  if (name.endsWith('Top1')) return percent(value);
  if (name === 'durationMs') return duration(value / 1000);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
