import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { FigureCounter } from '../../src-main/engine/figures-of.ts';
import {
  epochPredictionsFile,
  predictionsFile,
  readEpochPredictions,
  readPredictions,
} from '../../src-main/engine/predictions-file.ts';
import type { Job } from '../../src-main/engine/protocol.ts';
import { CROP_AND_MIRROR, MIXINGS } from '../../src-shared/recipe/augmentation.ts';
import { OPTIMIZERS } from '../../src-shared/recipe/optimizer.ts';
import { RECIPES, type Recipe } from '../../src-shared/recipe.ts';
import { softmaxRows } from '../../src-shared/softmax.ts';
import { stripedCache, temporaryFolder } from '../helpers/engine-parts.ts';
import { lossesOf, only, startEngine } from '../helpers/engine-process.ts';

type TrainJob = Extract<Job, { kind: 'train' }>;

const CLASSES = ['across red', 'down red', 'across green'];

function trainJob(folder: string, recipe: Partial<Recipe> = {}): TrainJob {
  return {
    kind: 'train',
    runFolder: folder,
    ...stripedCache(folder, CLASSES.length, { train: 8, val: 2, test: 2 }),
    classes: CLASSES,
    recipe: {
      ...RECIPES.quick,
      net: 'alexnet-small',
      epochs: 2,
      batch: 4,
      learningRate: 0.003,
      initialisation: 'lsuv',
      precision: 'float32',
      dropout: true,
      ...recipe,
    },
    resumeFrom: [],
    best: null,
    startFrom: null,
  };
}

/** Overwrites a few bytes of a file, as a failing disk would. */
function changeBytes(file: string, position: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.from([1, 2, 3, 4]), 0, 4, position);
  closeSync(handle);
}

/** The checkpoints that a job reported, newest first. */
function newestFirst(messages: Parameters<typeof only>[0]): string[] {
  return only(messages, 'checkpoint')
    .map(({ checkpoint }) => checkpoint.file)
    .reverse();
}

test('training learns stripes, reports every step and epoch, and tests the best checkpoint', async () => {
  const messages = await startEngine(trainJob(temporaryFolder(), { epochs: 6, dropout: false })).ended;
  expect(messages.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1])).toEqual(
    expect.arrayContaining(['hello', 'training', 'phase', 'steps', 'epoch', 'checkpoint', 'trained']),
  );
  const steps = only(messages, 'steps').flatMap(({ points }) => points);
  expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 36 }, (_, index) => index + 1));
  expect(only(messages, 'epoch').map(({ figures }) => [figures.epoch, figures.step])).toEqual(
    [1, 2, 3, 4, 5, 6].map((epoch) => [epoch, epoch * 6]),
  );
  const [trained] = only(messages, 'trained');
  expect(trained?.outcome).toBe('completed');
  expect(trained?.test?.images).toBe(6);
  expect(trained?.test?.top1).toBeGreaterThan(0.8);
  expect(only(messages, 'checkpoint').some(({ checkpoint }) => checkpoint.isBest)).toBe(true);
});

test('a run that was stopped in the middle of an epoch goes on with the very same losses', async () => {
  const whole = lossesOf(await startEngine(trainJob(temporaryFolder())).ended);
  expect(whole).toHaveLength(12);

  const folder = temporaryFolder();
  const job = trainJob(folder);
  const first = startEngine(job);
  await first.until((message) => message.type === 'steps' && message.points.some(({ step }) => step === 3));
  first.send({ type: 'stop' });
  const stopped = await first.ended;
  expect(only(stopped, 'trained')[0]?.outcome).toBe('stopped');

  const resumed = await startEngine({ ...job, resumeFrom: newestFirst(stopped) }).ended;
  const [training] = only(resumed, 'training');
  const before = lossesOf(stopped);
  expect(training?.position.step).toBe(before.length);
  expect([...before, ...lossesOf(resumed)]).toEqual(whole);
  expect(only(resumed, 'trained')[0]?.outcome).toBe('completed');
});

test('a run with everything on that was stopped goes on with the very same losses, and keeps averages', async () => {
  const recipe: Partial<Recipe> = {
    net: 'lenet-5',
    epochs: 3,
    optimizer: OPTIMIZERS.adamw,
    weightDecay: 0.05,
    clipNorm: 1,
    accumulation: 4,
    averaging: 0.9,
    augmentation: {
      ...CROP_AND_MIRROR,
      rotation: 20,
      shear: 5,
      scale: 0.2,
      colourShift: 0.1,
      brightness: 0.1,
      contrast: 0.2,
      erasing: 0.3,
      mixing: MIXINGS.cutmix,
    },
  };
  const whole = await startEngine(trainJob(temporaryFolder(), recipe)).ended;
  expect(only(whole, 'trained')[0]).toMatchObject({ outcome: 'completed', test: { images: 6 } });

  const job = trainJob(temporaryFolder(), recipe);
  const first = startEngine(job);
  await first.until((message) => message.type === 'steps' && message.points.some(({ step }) => step === 7));
  first.send({ type: 'stop' });
  const stopped = await first.ended;
  const files = newestFirst(stopped);
  const resumed = await startEngine({ ...job, resumeFrom: files }).ended;
  expect([...lossesOf(stopped), ...lossesOf(resumed)]).toEqual(lossesOf(whole));
  expect(only(resumed, 'epoch').at(-1)?.figures.val).toEqual(only(whole, 'epoch').at(-1)?.figures.val);
});

test('a run that was killed goes on from its last checkpoint with the very same losses', async () => {
  const job = trainJob(temporaryFolder());
  const whole = lossesOf(await startEngine(job).ended);
  const killedJob = trainJob(temporaryFolder());
  const killed = startEngine(killedJob);
  await killed.until((message) => message.type === 'checkpoint');
  await killed.until((message) => message.type === 'steps' && message.points.some(({ step }) => step === 8));
  killed.process.kill('SIGKILL');
  const messages = await killed.ended;

  const resumed = await startEngine({ ...killedJob, resumeFrom: newestFirst(messages) }).ended;
  expect(only(resumed, 'training')[0]?.position).toEqual({ epoch: 1, stepInEpoch: 0, step: 6 });
  expect(lossesOf(resumed)).toEqual(whole.slice(6));
});

test('a damaged checkpoint is passed over for the one before it, and that is said', async () => {
  const job = trainJob(temporaryFolder());
  const files = newestFirst(await startEngine(job).ended);
  const [newest = '', older = ''] = files;
  changeBytes(newest, 500_000);
  const hopeless = await startEngine({ ...job, resumeFrom: [newest] }).ended;
  expect(hopeless.at(-1)).toMatchObject({ type: 'failed', code: 'damaged' });

  const resumed = await startEngine({ ...job, resumeFrom: files }).ended;
  const [training] = only(resumed, 'training');
  expect(training?.position.epoch).toBe(1);
  expect(training?.notes).toEqual([`The checkpoint ${newest} is damaged: went on from ${older}.`]);
});

test('a learning rate that gives infinite losses ends the run with that explanation and keeps what was saved', async () => {
  const job = trainJob(temporaryFolder(), {
    learningRate: 10,
    warmupEpochs: 0,
    optimizer: { ...OPTIMIZERS.sgd, momentum: 0.99 },
    net: 'alexnet-small',
    epochs: 200,
    schedule: 'constant',
  });
  const messages = await startEngine(job).ended;
  expect(messages.at(-1)).toMatchObject({ type: 'failed', code: 'diverged', message: /learning rate of 10/ });
  for (const loss of lossesOf(messages)) expect(Number.isFinite(loss)).toBe(true);
});

test('a batch larger than the training split is refused with both numbers', async () => {
  const messages = await startEngine(trainJob(temporaryFolder(), { batch: 25 })).ended;
  expect(messages.at(-1)).toMatchObject({ type: 'failed', code: 'bad-request', message: /25.*24/ });
});

test('a damaged picture in the cache is found by its checksum', async () => {
  const job = trainJob(temporaryFolder());
  changeBytes(job.recordsFile, 3 * 196_608 + 5);
  const messages = await startEngine(job).ended;
  expect(messages.at(-1)).toMatchObject({
    type: 'failed',
    code: 'damaged',
    message: new RegExp(dirname(job.recordsFile)),
  });
});

test('training starts from the weights of another run where it is asked to', async () => {
  const job = trainJob(temporaryFolder(), { epochs: 6, dropout: false });
  const [file = ''] = newestFirst(await startEngine(job).ended);
  const other = trainJob(temporaryFolder(), { learningRate: 1e-6, epochs: 1, dropout: false });
  const messages = await startEngine({ ...other, startFrom: file }).ended;
  // Validation goes by the moving averages, so it tells the weights; a training loss also tells how small the batches are.
  // A network that knows nothing has a loss of ln 3, 1.1.
  expect(only(messages, 'epoch')[0]?.figures.val?.loss).toBeLessThan(0.7);
});

test('evaluation, classification and training agree on the same checkpoint, picture by picture', async () => {
  const job = trainJob(temporaryFolder(), { epochs: 3 });
  const trained = await startEngine(job).ended;
  const best = only(trained, 'checkpoint').findLast(({ checkpoint }) => checkpoint.isBest)?.checkpoint;
  const model = {
    checkpoint: best?.file ?? '',
    net: job.recipe.net,
    classes: CLASSES,
    precision: 'float32' as const,
  };

  const evaluated = await startEngine({
    kind: 'evaluate',
    model,
    recordsFile: job.recordsFile,
    samples: job.test,
    split: 'test',
    views: 1,
    predictionsFile: join(job.runFolder, 'again.safetensors'),
  }).ended;
  expect(only(evaluated, 'evaluated')[0]?.evaluation).toEqual(only(trained, 'trained')[0]?.test);
  expect(only(evaluated, 'evaluating')[0]).toMatchObject({ done: 0, total: 6 });
  const left = await readPredictions(predictionsFile(best?.file ?? '', 'test', 1), CLASSES.length);
  expect(await readPredictions(join(job.runFolder, 'again.safetensors'), CLASSES.length)).toEqual(left);
  const { slots, labels, checksums } = left;
  expect({ slots, labels, checksums }).toEqual(job.test);
  const counter = new FigureCounter(CLASSES);
  counter.add(softmaxRows(left.logits, CLASSES.length), labels);
  expect(counter.evaluation('test', 1)).toEqual(only(trained, 'trained')[0]?.test);

  const tenViews = await startEngine({
    kind: 'evaluate',
    model,
    recordsFile: job.recordsFile,
    samples: job.test,
    split: 'test',
    views: 10,
    predictionsFile: join(job.runFolder, 'ten.safetensors'),
  }).ended;
  const ten = await readPredictions(join(job.runFolder, 'ten.safetensors'), CLASSES.length);
  // Logarithms of a mean of probabilities: each row's exponentials sum to 1.
  for (let row = 0; row < 6; row++) {
    const sum = ten.logits.subarray(row * 3, row * 3 + 3).reduce((all, logit) => all + Math.exp(logit), 0);
    expect(sum).toBeCloseTo(1, 5);
  }
  expect(only(tenViews, 'evaluated')[0]?.evaluation).toMatchObject({ views: 10, images: 6 });

  const classifier = startEngine({ kind: 'classify', model });
  classifier.send({ type: 'classify', request: 5, records: new Uint8Array(2 * 196_608).fill(128) });
  const answer = await classifier.until(({ type }) => type === 'classified');
  classifier.send({ type: 'stop' });
  await classifier.ended;
  const probabilities = answer.type === 'classified' ? [...answer.probabilities] : [];
  expect(probabilities).toHaveLength(6);
  expect(probabilities.slice(0, 3).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
});

test('every epoch leaves the classes that the validation pictures were given, and the best one its logits', async () => {
  const job = trainJob(temporaryFolder(), { epochs: 3 });
  const messages = await startEngine(job).ended;
  const epochs = only(messages, 'epoch').map(({ figures }) => figures);
  expect(epochs).toHaveLength(3);
  for (const { epoch, val } of epochs) {
    const { predicted, labels } = await readEpochPredictions(epochPredictionsFile(job.runFolder, epoch));
    expect([...labels]).toEqual([...job.val.labels]);
    const right = predicted.filter((one, at) => one === labels[at]).length;
    expect(right / labels.length).toBeCloseTo(val?.top1 ?? -1, 6);
  }
  const best = only(messages, 'checkpoint').findLast(({ checkpoint }) => checkpoint.isBest)?.checkpoint;
  const { logits, labels } = await readPredictions(
    predictionsFile(best?.file ?? '', 'val', 1),
    CLASSES.length,
  );
  const counter = new FigureCounter(CLASSES);
  counter.add(softmaxRows(logits, CLASSES.length), labels);
  expect(counter.figures()).toEqual(epochs[(best?.position.epoch ?? 0) - 1]?.val);
});

test('the engine ends by itself when the program is gone', async () => {
  const engine = startEngine(trainJob(temporaryFolder(), { epochs: 500 }));
  await engine.until(({ type }) => type === 'steps');
  engine.process.disconnect();
  await engine.ended;
  expect(only(engine.messages, 'trained')).toEqual([]);
});

test("a terminal's Ctrl-C, which reaches every process, does not end the engine", async () => {
  const engine = startEngine(trainJob(temporaryFolder(), { epochs: 500 }));
  await engine.until(({ type }) => type === 'steps');
  engine.process.kill('SIGINT');
  const seen = engine.messages.length;
  await engine.until((message) => message.type === 'steps' && engine.messages.indexOf(message) > seen + 3);
  engine.send({ type: 'stop' });
  await engine.ended;
  expect(only(engine.messages, 'trained')[0]?.outcome).toBe('stopped');
});

test('a probe says which device there is', async () => {
  const messages = await startEngine({ kind: 'probe' }).ended;
  expect(messages).toEqual([expect.objectContaining({ type: 'hello', tensorflow: '2.21.0' })]);
});

test('a bench run measures a step', async () => {
  const messages = await startEngine({
    kind: 'bench',
    net: 'alexnet-small',
    classes: 10,
    batch: 2,
    precision: 'float32',
    mode: 'compiled',
    steps: 2,
  }).ended;
  const [benched] = only(messages, 'benched');
  expect(benched?.ms).toBeGreaterThan(0);
  expect(benched?.flopsShare).toBeGreaterThan(0);
});

test('the eager mode trains, resumes and stops like the compiled one', async () => {
  const messages = await startEngine(trainJob(temporaryFolder(), { mode: 'eager', epochs: 1 })).ended;
  expect(only(messages, 'trained')[0]).toMatchObject({ outcome: 'completed', test: { images: 6 } });
});
