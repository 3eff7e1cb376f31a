import { FigureCounter } from '../../src-main/engine/figures-of.ts';
import {
  epochPredictionsFile,
  predictedClasses,
  writeEpochPredictions,
  writePredictions,
} from '../../src-main/engine/predictions-file.ts';
import type { RunFiles } from '../../src-main/services/run-files.ts';
import type { Store } from '../../src-main/store/store.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import { defaultRecipe, type Recipe } from '../../src-shared/recipe.ts';
import { softmaxRows } from '../../src-shared/softmax.ts';

export interface AnsweredRun {
  readonly name: string;
  readonly dataset: Dataset;
  readonly recipe?: Partial<Recipe>;
  /** The class that it says of a picture, by the picture's place in its split and its label. */
  readonly says: (place: number, label: number) => number;
}

/** A completed run of two epochs with the answers that it gave, without any network: what the store and the run's folder hold of one. */
export async function addAnsweredRun(
  store: Store,
  files: RunFiles,
  { name, dataset, recipe, says }: AnsweredRun,
): Promise<Run> {
  const { id } = store.runs.insert({
    name,
    dataset: { id: dataset.id, name: dataset.name, version: dataset.version },
    classes: dataset.classes,
    recipe: { ...defaultRecipe('lenet-5'), epochs: 2, ...recipe },
    stepsPerEpoch: 5,
    startedFrom: null,
  });
  const classes = dataset.classes.length;
  const evaluations = [];
  for (const split of ['val', 'test'] as const) {
    const samples = store.datasets.samples(dataset.id, split);
    if (samples.slots.length === 0) continue;
    const logits = new Float32Array(samples.slots.length * classes);
    for (const [place, label] of samples.labels.entries()) {
      logits[place * classes + says(place, label)] = 2 + (place % 3);
    }
    await writePredictions(files.predictions(id, 10, split, 1), logits, samples);
    const counter = new FigureCounter(dataset.classes);
    counter.add(softmaxRows(logits, classes), samples.labels);
    evaluations.push(counter.evaluation(split, 1));
    if (split !== 'val') continue;
    for (const epoch of [1, 2]) {
      // At first it said the same of everything.
      const predicted =
        epoch === 1 ? new Uint16Array(samples.labels.length) : predictedClasses(logits, classes);
      const labels = Uint16Array.from(samples.labels);
      await writeEpochPredictions(epochPredictionsFile(files.folder(id), epoch), { predicted, labels });
    }
  }
  const val = evaluations.find((one) => one.split === 'val');
  const figures = { loss: val?.loss ?? 1, top1: val?.top1 ?? 0 };
  for (const epoch of [1, 2]) {
    const train = { loss: 2 - epoch / 2, top1: 0.5 };
    const { top5 = 1 } = val ?? {};
    const step = epoch * 5;
    const points = Array.from({ length: 5 }, (_, index) => ({
      step: step - 4 + index,
      loss: 2,
      top1: 0.5,
      learningRate: 0.01,
      stepMs: 10,
      dataWaitMs: 1,
    }));
    store.metrics.appendSteps(id, points);
    store.metrics.appendEpoch(id, {
      epoch,
      step,
      train,
      val: val ? { ...figures, top5 } : null,
      seconds: 1,
      imagesPerSecond: 100,
    });
  }
  store.checkpoints.insert(id, { step: 10, epoch: 2, bytes: 1000, isBest: true, figures });
  for (const evaluation of evaluations) store.evaluations.save(id, 10, evaluation);
  return store.runs.update(id, { state: { status: 'completed' }, durationMs: 2000 });
}
