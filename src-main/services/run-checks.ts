import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { StartRun } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import { hasSameLayers } from '../../src-shared/nets/custom-net.ts';
import { netName } from '../../src-shared/nets/net-names.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import type { Store } from '../store/store.ts';

/** Refuses what cannot be trained, before anything is queued. Errors: `bad-request`, `not-found`, `conflict`. */
export function checkStart(store: Store, request: StartRun): Dataset {
  const dataset = store.datasets.get(request.datasetId);
  checkFit(dataset, request.recipe);
  netSpec(request.recipe.net, dataset.classes.length);
  if (request.from !== undefined && request.weightsId !== undefined)
    throw new AppError(
      'bad-request',
      'A run starts from another run or from a file of weights, not from both.',
    );
  if (request.from !== undefined) {
    const from = store.runs.get(request.from);
    if (!hasSameLayers(from.recipe.net, request.recipe.net)) {
      throw new AppError(
        'bad-request',
        `"${from.name}" trained ${netName(from.recipe.net)}: its weights do not fit ${netName(request.recipe.net)}.`,
      );
    }
    if (store.checkpoints.best(from.id) === null) {
      throw new AppError(
        'conflict',
        `"${from.name}" has no weights to start from: it has not finished an epoch.`,
      );
    }
  }
  return dataset;
}

function checkFit(dataset: Dataset, { batch, accumulation, epochs }: Recipe): void {
  const { classes, images, name } = dataset;
  if (classes.length < 2) {
    throw new AppError('bad-request', `"${name}" has one class only: a classifier needs at least two.`);
  }
  if (batch > images.train) {
    throw new AppError(
      'bad-request',
      `The batch of ${batch} is larger than the training split of "${name}", which has ${images.train} pictures: choose a smaller batch.`,
    );
  }
  const steps = Math.floor(images.train / batch) * epochs;
  if (accumulation > steps) {
    throw new AppError(
      'bad-request',
      `An update takes ${accumulation} steps, but the run has only ${steps}: accumulate fewer, or train for longer.`,
    );
  }
}

/** The name that was asked for, or one such as "AlexNet on Sample"; a number is added where another run has it. */
export function runName(store: Store, wanted: string | undefined, dataset: Dataset, recipe: Recipe): string {
  const base = wanted ?? `${netName(recipe.net)} on ${dataset.name}`;
  const taken = new Set(store.runs.list().map((run) => run.name));
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}, ${number}`;
  return name;
}
