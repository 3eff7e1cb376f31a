import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, command, outputFor, withDevice, withWorkspace } from './command.ts';
import { followRun } from './follow-run.ts';
import { addRecipeOptions, type RecipeOptions, recipeFrom } from './recipe-options.ts';

interface TrainOptions extends CommonOptions, RecipeOptions {
  dataset: string;
  name?: string;
  from?: string;
  fromWeights?: string;
}

export function addTrain(program: Command): void {
  const train = withDevice(command(program, 'train', 'train a network on a data set', 'workspace'))
    .requiredOption('--dataset <id or name>', 'data set to train on')
    .option('--name <name>', 'of the run (default: network and data set)')
    .option('--from <run>', "start from this run's best weights")
    .option(
      '--from-weights <file>',
      'start from weights of ONNX, Keras (.weights.h5, .keras) or safetensors, also of torchvision',
    );
  addRecipeOptions(train).action(async (options: TrainOptions) => {
    const recipe = recipeFrom(options);
    const output = outputFor(options);
    await withWorkspace(options, { mode: 'write', onNote: output.note }, async (workspace) => {
      const { store, runs } = workspace;
      const datasetId = store.datasets.find(options.dataset).id;
      const { fromWeights } = options;
      const weights =
        fromWeights === undefined
          ? null
          : await workspace.startWeights.read({
              source: { kind: 'path', path: resolve(fromWeights) },
              net: recipe.net,
              datasetId,
            });
      const id = runs.start({
        datasetId,
        recipe,
        ...(weights && { weightsId: weights.weightsId }),
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.from === undefined ? {} : { from: store.runs.find(options.from).id }),
      });
      output.note(`${store.runs.get(id).name} (${id})`);
      await followRun(workspace, id, output);
    });
  });
}
