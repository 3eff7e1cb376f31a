import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ClassifyResult } from '../../src-shared/contract/classify.ts';
import { AppError } from '../../src-shared/errors.ts';
import { type CommonOptions, command, outputFor, parsedBy, withDevice, withWorkspace } from './command.ts';
import { percent } from './text-table.ts';

interface ClassifyOptions extends CommonOptions {
  run: string;
  top: number;
}

export function addClassify(program: Command): void {
  withDevice(command(program, 'classify <files...>', 'what pictures show, by file or folder', 'workspace'))
    .requiredOption('--run <run>', 'whose best weights answer: id, name or latest')
    .option('--top <n>', 'answers a picture', parsedBy(z.int().min(1).max(1000)), 5)
    .action(async (files: string[], options: ClassifyOptions) => {
      const output = outputFor(options);
      await withWorkspace(options, { mode: 'read' }, async ({ store, classify }) => {
        const { id } = store.runs.find(options.run);
        const source = { kind: 'paths' as const, paths: files.map((file) => resolve(file)) };
        const answers: ClassifyResult[] = [];
        for await (const answer of classify.pictures({ runId: id, source, top: options.top }))
          answers.push(answer);
        if (answers.every(({ outcome }) => outcome === 'rejected')) throw nothingReadable(answers);
        for (const answer of answers) {
          if (answer.outcome === 'rejected') output.note(`${answer.file}: ${answer.reason}`);
        }
        output.result({ results: answers.map(resultJson) }, answers.map(resultText).join('\n'));
      });
    });
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
