import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ClassifyResult } from '../../src-shared/contract/classify.ts';
import type { LeftFile, SortMode } from '../../src-shared/contract/sort.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { SortId } from '../../src-shared/ids.ts';
import type { Sort } from '../services/sort.ts';
import { type CommonOptions, command, outputFor, parsedBy, withDevice, withWorkspace } from './command.ts';
import { percent } from './text-table.ts';
import { UsageError } from './usage-error.ts';

interface ClassifyOptions extends CommonOptions {
  run: string;
  top: number;
  sortInto?: string;
  move?: boolean;
}

export function addClassify(program: Command): void {
  withDevice(command(program, 'classify <files...>', 'what pictures show, by file or folder', 'workspace'))
    .requiredOption('--run <run>', 'whose best weights answer: id, name or latest')
    .option('--top <n>', 'answers a picture', parsedBy(z.int().min(1).max(1000)), 5)
    .option('--sort-into <dir>', 'copy each picture into the folder of its first answer below this one')
    .option('--move', 'with --sort-into: move them; `undo-sort` brings them back')
    .action(async (files: string[], options: ClassifyOptions) => {
      const output = outputFor(options);
      if (options.move && options.sortInto === undefined) {
        throw new UsageError('--move belongs to --sort-into: say where the pictures go.');
      }
      await withWorkspace(options, { mode: 'read' }, async ({ store, classify, sort }) => {
        const { id } = store.runs.find(options.run);
        const source = { kind: 'paths' as const, paths: files.map((file) => resolve(file)) };
        const answers: ClassifyResult[] = [];
        for await (const answer of classify.pictures({ runId: id, source, top: options.top }))
          answers.push(answer);
        if (answers.every(({ outcome }) => outcome === 'rejected')) throw nothingReadable(answers);
        for (const answer of answers) {
          if (answer.outcome === 'rejected') output.note(`${answer.file}: ${answer.reason}`);
        }
        const sorted =
          options.sortInto && (await sortInto(options.sortInto, options.move === true, answers, sort));
        output.result(
          { results: answers.map(resultJson), ...(sorted && { sort: sorted }) },
          [...answers.map(resultText), ...(sorted ? [sortedText(sorted)] : [])].join('\n'),
        );
      });
    });
}

/** Puts every picture that has an answer into the folder of its first class. */
async function sortInto(
  destination: string,
  isMove: boolean,
  answers: readonly ClassifyResult[],
  sort: Sort,
): Promise<Sorted> {
  const pictures = answers.flatMap((answer) => {
    const label = answer.outcome === 'classified' ? answer.predictions[0]?.label : undefined;
    return label === undefined ? [] : [{ path: answer.file, label }];
  });
  const mode = isMove ? 'move' : 'copy';
  const plan = await sort.plan({ pictures, destination: resolve(destination), mode });
  for await (const word of sort.run(plan.sortId)) {
    if (word.type === 'done') {
      return {
        id: plan.sortId,
        mode,
        destination: plan.destination,
        files: word.files,
        left: [...plan.left, ...word.left],
      };
    }
  }
  throw new AppError('internal', 'Sorting ended without a word.');
}

/** What became of a sorting, as `--json` has it. */
interface Sorted {
  id: SortId;
  mode: SortMode;
  destination: string;
  files: number;
  left: LeftFile[];
}

function sortedText({ id, mode, destination, files, left }: Sorted): string {
  const lines = left.map(({ file, reason }) => `${file}: ${reason}`);
  return [
    ...lines,
    `${files} ${mode === 'move' ? 'moved' : 'copied'} into ${destination}; undo-sort ${id} undoes it.`,
  ].join('\n');
}

function nothingReadable([first]: ClassifyResult[]): AppError {
  return new AppError(
    'bad-request',
    first?.outcome === 'rejected'
      ? `${first.file}: ${first.reason}`
      : 'There are no pictures in what was named.',
  );
}

/** A file that is no picture has no predictions, and a reason. */
function resultJson(answer: ClassifyResult) {
  return answer.outcome === 'classified'
    ? { file: answer.file, predictions: answer.predictions }
    : { file: answer.file, predictions: [], reason: answer.reason };
}

function resultText(answer: ClassifyResult): string {
  if (answer.outcome === 'rejected') return `${answer.file}: ${answer.reason}`;
  const predictions = answer.predictions.map(({ label, probability }) => `${label} ${percent(probability)}`);
  return `${answer.file}: ${predictions.join(', ')}`;
}
