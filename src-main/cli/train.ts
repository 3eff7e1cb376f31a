import type { Command } from 'commander';
import { type CommonOptions, command, outputFor, withDevice, withWorkspace } from './command.ts';
import { followRun } from './follow-run.ts';
import { addRecipeOptions, type RecipeOptions, recipeFrom } from './recipe-options.ts';

interface TrainOptions extends CommonOptions, RecipeOptions {
  dataset: string;
  name?: string;
  from?: string;
}

export function addTrain(program: Command): void {
  const train = withDevice(command(program, 'train', 'train a network on a data set', 'workspace'))
    .requiredOption('--dataset <id or name>', 'data set to train on')
    .option('--name <name>', 'of the run (default: network and data set)')
    .option('--from <run>', "start from this run's best weights");
  addRecipeOptions(train).action(async (options: TrainOptions) => {
    const recipe = recipeFrom(options);
    const output = outputFor(options);
    await withWorkspace(options, { mode: 'write', onNote: output.note }, async (workspace) => {
      const { store, runs } = workspace;
      const id = runs.start({
        datasetId: store.datasets.find(options.dataset).id,
        recipe,
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.from === undefined ? {} : { from: store.runs.find(options.from).id }),
      });
      output.note(`${store.runs.get(id).name} (${id})`);
      await followRun(workspace, id, output);
    });
  });
}
