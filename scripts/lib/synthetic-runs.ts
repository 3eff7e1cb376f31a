import { openStore, type Store } from '../../src-main/store/store.ts';
import { DatasetId, type RunId } from '../../src-shared/ids.ts';
import { type Random, random } from '../../src-shared/random.ts';
import { OPTIMIZERS } from '../../src-shared/recipe/optimizer.ts';
import { RECIPES } from '../../src-shared/recipe.ts';

const STEPS = 30;

/** Writes so many finished runs into a workspace that nothing has open, as a sweep over networks and rates would leave them, without training. */
export function addSyntheticRuns(workspace: string, count: number): void {
  const store = openStore(workspace, { mode: 'write' });
  store.transaction(() => {
    for (let i = 1; i <= count; i++) addRun(store, i);
  });
  store.close();
}

function addRun(store: Store, i: number): void {
  const chance = random('synthetic run', i);
  const epochs = 5 + chance.int(15);
  const dataset = { id: DatasetId.parse('dataset1'), name: chance.pick(['pets', 'birds']), version: 1 };
  const { id } = store.runs.insert({
    name: `Sweep ${i}`,
    dataset,
    classes: Array.from({ length: 10 }, (_, label) => `class ${label}`),
    recipe: {
      ...RECIPES.deck,
      net: chance.pick(['alexnet', 'alexnet-bn', 'alexnet-small', 'zfnet', 'resnet-50']),
      epochs,
      learningRate: Number((10 ** chance.uniform(-4, -1)).toPrecision(2)),
      optimizer: chance.int(2) === 0 ? OPTIMIZERS.sgd : OPTIMIZERS.adamw,
      seed: i % 5,
    },
    stepsPerEpoch: STEPS,
    startedFrom: null,
  });
  const top1 = addEpochs(store, id, epochs, chance);
  const figures = { top1, loss: 1 - top1 };
  store.checkpoints.insert(id, { step: epochs * STEPS, epoch: epochs, bytes: 250e6, isBest: true, figures });
  store.runs.update(id, {
    state: { status: chance.uniform() < 0.9 ? 'completed' : 'stopped' },
    durationMs: epochs * 20_000,
    precision: 'float32',
    imagesPerSecond: chance.uniform(40, 80),
  });
}

/** Adds epochs that approach a level; returns the last one's accuracy. */
function addEpochs(store: Store, id: RunId, epochs: number, chance: Random): number {
  const level = chance.uniform(0.4, 0.98);
  let top1 = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    top1 = level * (1 - Math.exp(-epoch / 3)) * chance.uniform(0.94, 1);
    const loss = 2 * (1 - top1);
    store.metrics.appendEpoch(id, {
      epoch,
      step: epoch * STEPS,
      train: { loss, top1 },
      val: { loss, top1, top5: Math.min(1, top1 * 1.3) },
      seconds: 20,
      imagesPerSecond: 60,
    });
  }
  return top1;
}
