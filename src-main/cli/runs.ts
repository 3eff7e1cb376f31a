import { type Command, InvalidArgumentError } from 'commander';
import type { Run } from '../../src-shared/contract/runs.ts';
import { matchQuery, type RunTest } from '../../src-shared/runs-query/match-query.ts';
import { parseQuery } from '../../src-shared/runs-query/parse-query.ts';
import { hasWriter } from '../services/workspace-lock.ts';
import { type CommonOptions, command, outputFor, withWorkspace } from './command.ts';
import { duration, percent, textTable } from './text-table.ts';

interface RunsOptions extends CommonOptions {
  filter?: RunTest;
  archived?: boolean;
}

export function addRuns(program: Command): void {
  command(program, 'runs', 'list the runs', 'workspace')
    .option(
      '--filter <query>',
      'only those that match, as in the window: "net:alexnet top1>0.9 tag:good -starred" (docs/finding-runs.md)',
      readFilter,
    )
    .option('--archived', 'list archived runs too')
    .action(async (options: RunsOptions) => {
      await withWorkspace(options, { mode: 'read' }, async ({ folder, store }) => {
        const isTraining = await hasWriter(folder);
        const { filter = () => true, archived = false } = options;
        const bests = new Map(store.runFigures.bests().map((one) => [one.runId, one]));
        const all = store.runs.list();
        const runs = all
          .filter((run) => archived || !run.marks.isArchived)
          .filter((run) => filter({ run, bests: bests.get(run.id) ?? null }))
          .map((run) => runListJson(run, isTraining));
        outputFor(options).result({ runs }, runs.length > 0 ? table(runs) : whyEmpty(all.length));
      });
    });
}

function readFilter(text: string): RunTest {
  const parsed = parseQuery(text);
  if (parsed.isValid) return matchQuery(parsed.query);
  const { message, from, to } = parsed.problem;
  throw new InvalidArgumentError(
    `${message}\n  ${text}\n  ${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))}`,
  );
}

function table(runs: readonly ReturnType<typeof runListJson>[]): string {
  const rows = runs.map((run) => [
    run.id,
    run.name,
    run.status,
    String(run.epochs),
    percent(run.best?.top1),
    percent(run.test?.top1),
    duration(run.durationMs / 1000),
  ]);
  const heading = ['id', 'name', 'status', 'epochs', 'best', 'test', 'time'];
  return textTable([heading, ...rows], [3, 4, 5, 6]);
}

function whyEmpty(count: number): string {
  return count === 0
    ? 'There are no runs yet: alexnet-studio train --dataset NAME starts one.'
    : 'No run matches; --archived looks among the archived ones too.';
}

/** A run as `runs` and `compare` print it. Where nothing has the workspace open, what looks busy was interrupted. */
export function runListJson({ state, checkpoints: _, ...run }: Run, isTraining: boolean) {
  const isLeft = !isTraining && ['queued', 'running', 'stopping'].includes(state.status);
  const { status, ...failure } = isLeft ? { status: 'interrupted' as const } : state;
  return { ...run, status, ...failure };
}
