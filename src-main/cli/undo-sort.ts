import type { Command } from 'commander';
import { AppError } from '../../src-shared/errors.ts';
import { SortId } from '../../src-shared/ids.ts';
import { type CommonOptions, command, outputFor, parsedBy, withWorkspace } from './command.ts';

export function addUndoSort(program: Command): void {
  command(
    program,
    'undo-sort',
    'takes a sorting into folders back, as far as nobody changed the files',
    'workspace',
  )
    .argument('[id]', 'which one (default: the last)', parsedBy(SortId))
    .action(async (id: SortId | undefined, options: CommonOptions) => {
      const output = outputFor(options);
      await withWorkspace(options, { mode: 'read' }, async ({ sort }) => {
        const sortId = id ?? (await sort.list())[0]?.sortId;
        if (sortId === undefined) throw new AppError('not-found', 'Nothing was sorted that could be undone.');
        for await (const word of sort.undo(sortId)) {
          if (word.type !== 'done') continue;
          for (const { file, reason } of word.left) output.note(`${file}: ${reason}`);
          output.result(
            { undone: { id: sortId, files: word.files, left: word.left } },
            `${word.files} files are as before.`,
          );
        }
      });
    });
}
