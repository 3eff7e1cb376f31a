import type { Command } from 'commander';
import { type CommonOptions, command, outputFor, withWorkspace } from './command.ts';
import { textTable } from './text-table.ts';

export function addDatasets(program: Command): void {
  command(program, 'datasets', 'list the data sets', 'workspace').action(async (options: CommonOptions) => {
    await withWorkspace(options, { mode: 'read' }, async ({ store }) => {
      const datasets = store.datasets.list();
      const rows = datasets.map(({ id, name, version, classes, images, rejected }) =>
        [id, name, version, classes.length, images.train, images.val, images.test, rejected].map(String),
      );
      const heading = ['id', 'name', 'version', 'classes', 'train', 'val', 'test', 'rejected'];
      const table = textTable([heading, ...rows], [2, 3, 4, 5, 6, 7]);
      outputFor(options).result(
        { datasets },
        datasets.length > 0 ? table : 'There are no data sets yet: alexnet-studio import PATH makes one.',
      );
    });
  });
}
