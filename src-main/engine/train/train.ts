import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { checkpointFileName } from '../../../src-shared/checkpoint-file.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { Evaluation } from '../../../src-shared/figures.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import type { Precision } from '../../../src-shared/recipe.ts';
import { type CheckpointState, loadWeights } from '../checkpoint/checkpoint.ts';
import { answerSplit, type SplitAnswers } from '../evaluate.ts';
import type { NetSession } from '../net-session.ts';
import { predictionsFile, writePredictions } from '../predictions-file.ts';
import type { FromEngine, Job, Samples } from '../protocol.ts';
import type { PictureReader } from '../reader/picture-reader.ts';
import type { Records } from '../records.ts';
import { epochBatches, stepsPerEpoch } from './batches.ts';
import { type CheckpointSaver, type Choice, checkpointSaver } from './checkpoint-saver.ts';
import type { EpochRecorder } from './epoch-recorder.ts';
import { learningRateAt } from './schedule.ts';
import { startOrResume } from './start-or-resume.ts';

export type TrainJob = Extract<Job, { kind: 'train' }>;

/** A training: what it works on, whom it tells, and how it learns that it should stop. */
export interface Training {
  readonly job: TrainJob;
  readonly net: BuiltNet;
  readonly session: NetSession;
  /** What the session computes in. */
  readonly precision: Precision;
  readonly records: Records;
  /** Reads what is learned from. */
  readonly reader: PictureReader;
  /** Keeps what the inspector shows of each epoch. */
  readonly recorder: EpochRecorder;
  readonly tell: (message: FromEngine) => void;
  readonly stopRequested: () => boolean;
}

/** Besides the one at the end of each epoch, a checkpoint is written when so much time has gone by since the last. */
const CHECKPOINT_EVERY_MS = 10 * 60_000;

/** Thrown between two steps or batches when somebody asked to stop. */
class Stopped extends Error {}

/**
 * Trains from the beginning, or from where the newest whole checkpoint is, to the last epoch; then evaluates the best checkpoint on
 * the test split. Asked to stop, it saves a checkpoint and ends. Errors: `diverged`, `no-space`, `damaged`, `out-of-memory`.
 */
export async function train(training: Training): Promise<void> {
  const { job, session, net, precision, records, tell } = training;
  const beginning = await startOrResume(job, session, net, records);
  const state: CheckpointState = structuredClone(beginning.state);
  const saver = checkpointSaver(join(job.runFolder, 'checkpoints'), session, beginning.best, (checkpoint) =>
    tell({ type: 'checkpoint', checkpoint }),
  );
  tell({
    type: 'training',
    position: { ...state.position },
    precision,
    stepsPerEpoch: stepsPerEpoch(job.train.slots.length, job.recipe.batch),
    notes: [...beginning.notes],
  });

  try {
    while (state.position.epoch < job.recipe.epochs) await trainEpoch(training, state, saver);
    await saver.settled();
    tell({ type: 'trained', outcome: 'completed', test: await testBest(training, state, saver) });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (state.position.epoch < job.recipe.epochs) await saver.save(state, null);
    await saver.settled();
    tell({ type: 'trained', outcome: 'stopped', test: null });
  }
}

/** Does the rest of the epoch that `state` is in, then validates and saves. Changes `state` as it goes. */
async function trainEpoch(training: Training, state: CheckpointState, saver: CheckpointSaver): Promise<void> {
  const { job, net, session, reader, tell } = training;
  const { position } = state;
  const steps = stepsPerEpoch(job.train.slots.length, job.recipe.batch);
  tell({ type: 'phase', phase: 'training' });
  let savedAt = performance.now();
  let before = savedAt;
  const batches = epochBatches(
    reader,
    job.train,
    net.input,
    job.recipe,
    position.epoch,
    position.stepInEpoch,
  );
  for await (const batch of batches) {
    const dataWaitMs = performance.now() - before;
    const learningRate = learningRateAt(job.recipe, position.step + 1, steps);
    const step = (watched?: readonly string[]) =>
      session.trainStep(batch, learningRate, position.step + 1, watched);
    const isLast = position.stepInEpoch === steps - 1;
    const { loss, top1 } = isLast ? training.recorder.watch(step) : step();
    if (!Number.isFinite(loss)) throw diverged(state, learningRate);

    const now = performance.now();
    const stepMs = now - before;
    before = now;
    advance(state, loss, top1, stepMs);
    tell({ type: 'steps', points: [{ step: position.step, loss, top1, learningRate, stepMs, dataWaitMs }] });
    await breathe(training);
    if (now - savedAt > CHECKPOINT_EVERY_MS) {
      await saver.save(state, null);
      savedAt = now;
    }
  }
  await finishEpoch(training, state, saver, steps);
}

/** Between two steps this thread is TensorFlow's; here messages come in and go out, and a wish to stop is heard. */
async function breathe(training: Training): Promise<void> {
  await setImmediate();
  if (training.stopRequested()) throw new Stopped();
}

function advance({ position, running }: CheckpointState, loss: number, top1: number, stepMs: number): void {
  position.step++;
  position.stepInEpoch++;
  running.loss += loss;
  running.top1 += top1;
  running.seconds += stepMs / 1000;
}

async function finishEpoch(
  training: Training,
  state: CheckpointState,
  saver: CheckpointSaver,
  steps: number,
): Promise<void> {
  const { job, tell } = training;
  const { position, running } = state;
  const answers = await validate(training);
  const val = answers?.counter.figures() ?? null;
  const learned: Choice = { loss: running.loss / steps, top1: running.top1 / steps };
  if (val && !Number.isFinite(val.loss))
    throw diverged(state, learningRateAt(job.recipe, position.step, steps));
  tell({
    type: 'epoch',
    figures: {
      epoch: position.epoch + 1,
      step: position.step,
      train: learned,
      val,
      seconds: running.seconds,
      imagesPerSecond: (steps * job.recipe.batch) / running.seconds,
    },
  });
  Object.assign(position, { epoch: position.epoch + 1, stepInEpoch: 0 });
  Object.assign(running, { loss: 0, top1: 0, seconds: 0 });
  tell({ type: 'phase', phase: 'saving' });
  await training.recorder.afterEpoch(position.epoch, answers?.logits ?? null);
  const { file, isBest } = await saver.save(state, val ? { top1: val.top1, loss: val.loss } : learned);
  if (isBest && answers?.logits)
    await writePredictions(predictionsFile(file, 'val', 1), answers.logits, job.val);
}

async function validate(training: Training): Promise<SplitAnswers | null> {
  if (training.job.val.slots.length === 0) return null;
  training.tell({ type: 'phase', phase: 'validating' });
  return await answer(training, training.job.val);
}

function answer(training: Training, samples: Samples): Promise<SplitAnswers> {
  const { job, net, session, records } = training;
  const about = { input: net.input, classes: job.classes };
  return answerSplit(session, records, samples, about, 1, () => breathe(training));
}

/** The figures of the best checkpoint on the test split, or null where the data set has none; keeps what it said of each picture. */
async function testBest(
  training: Training,
  { position }: CheckpointState,
  { best }: CheckpointSaver,
): Promise<Evaluation | null> {
  const { job, session, tell } = training;
  if (job.test.slots.length === 0 || !best) return null;
  tell({ type: 'phase', phase: 'testing' });
  if (basename(best.checkpoint) !== checkpointFileName(position.step)) {
    await loadWeights(best.checkpoint, session);
  }
  const { counter, logits } = await answer(training, job.test);
  if (logits) await writePredictions(predictionsFile(best.checkpoint, 'test', 1), logits, job.test);
  return counter.evaluation('test', 1);
}

function diverged({ position }: CheckpointState, learningRate: number): AppError {
  return new AppError(
    'diverged',
    `The loss became infinite or not a number at step ${position.step + 1} (epoch ${position.epoch + 1}): the learning ` +
      `rate of ${learningRate.toPrecision(2)} is too high. Start again with a lower one, for example ` +
      `${(learningRate / 10).toPrecision(1)}; the checkpoints that were saved before are kept.`,
  );
}
