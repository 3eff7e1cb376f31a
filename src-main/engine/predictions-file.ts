import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import type { Evaluation, Split } from '../../src-shared/figures.ts';
import { openSafetensors, type StoredTensor, writeSafetensors } from './checkpoint/safetensors.ts';
import type { Samples } from './protocol.ts';

/*
 * What a network said of every picture of a split, in `runs/<run>/predictions/`, as safetensors with a CRC-32 of each tensor:
 *
 * `step-<8 digits>-<split>-<views>.safetensors`, of a checkpoint:
 *   logits     float32 [pictures, classes]  before the softmax; of 10 views the logarithm of the mean probability, whose softmax is that mean
 *   slots      int32 [pictures]             the record's place in the cache
 *   labels     int32 [pictures]             the class that the picture has, an index into the run's classes
 *   checksums  uint32 [pictures]            the record's CRC-32: slots are used again once a data set is gone
 * in the order of the data set's split. A `temperature` (Guo et al. 2017, section 4.2) that is fitted to these of `val` divides the logits.
 *
 * `epoch-<n>.safetensors`, of the validation after an epoch (from 1):
 *   predicted  uint16 [pictures]            the class with the largest logit
 *   labels     uint16 [pictures]
 */
const FOLDER = 'predictions';

/** Bytes of logits that are kept at most: an evaluation of more gives its figures only. */
const MOST_BYTES = 2 ** 30;

/** Answers to the pictures of a split; row-major, in the split's order. */
export interface StoredPredictions {
  /** float32 [pictures, classes] */
  readonly logits: Float32Array;
  readonly slots: Int32Array;
  readonly labels: Int32Array;
  readonly checksums: Uint32Array;
}

/** Where the predictions of a run lie. */
export function predictionsFolder(runFolder: string): string {
  return join(runFolder, FOLDER);
}

/** The file of a checkpoint's answers to a split. */
export function predictionsFile(checkpoint: string, split: Split, views: Evaluation['views']): string {
  const name = `${basename(checkpoint, '.safetensors')}-${split}-${views}.safetensors`;
  return join(predictionsFolder(dirname(dirname(checkpoint))), name);
}

/** Of an evaluation's file, the name that its checkpoint has; null for other files. */
export function checkpointOfPredictions(file: string): string | null {
  const stem = /^(step-\d+)-(?:train|val|test)-(?:1|10)\.safetensors$/.exec(file)?.[1];
  return stem === undefined ? null : `${stem}.safetensors`;
}

/** Whether so many logits are kept. */
export function canKeep(pictures: number, classes: number): boolean {
  return pictures * classes * Float32Array.BYTES_PER_ELEMENT <= MOST_BYTES;
}

/** Writes a checkpoint's answers, whole or not at all. Errors: `no-space`. */
export async function writePredictions(file: string, logits: Float32Array, samples: Samples): Promise<void> {
  const { slots, labels, checksums } = samples;
  const pictures = slots.length;
  await write(file, [
    { name: 'logits', shape: [pictures, pictures === 0 ? 0 : logits.length / pictures], values: logits },
    { name: 'slots', shape: [pictures], values: slots },
    { name: 'labels', shape: [pictures], values: labels },
    { name: 'checksums', shape: [pictures], values: checksums },
  ]);
}

/** Reads what `writePredictions` wrote. Errors: `not-found`, `damaged`. */
export async function readPredictions(path: string, classes: number): Promise<StoredPredictions> {
  const file = await openSafetensors(path);
  try {
    const [logits, slots] = [await file.read('logits'), await file.readInt32('slots')];
    const [labels, checksums] = [await file.readInt32('labels'), await file.readUint32('checksums')];
    const pictures = slots.length;
    const isWhole =
      logits.length === pictures * classes && labels.length === pictures && checksums.length === pictures;
    if (!isWhole)
      throw new AppError('damaged', `The file ${path} is damaged: its tensors do not fit together.`);
    return { logits, slots, labels, checksums };
  } finally {
    await file.close();
  }
}

/** The answers of one epoch's validation. */
export interface EpochPredictions {
  readonly predicted: Uint16Array;
  readonly labels: Uint16Array;
}

/** The file of an epoch's answers to the validation split. */
export function epochPredictionsFile(runFolder: string, epoch: number): string {
  return join(predictionsFolder(runFolder), `epoch-${epoch}.safetensors`);
}

export async function writeEpochPredictions(
  file: string,
  { predicted, labels }: EpochPredictions,
): Promise<void> {
  await write(file, [
    { name: 'predicted', shape: [predicted.length], values: predicted },
    { name: 'labels', shape: [labels.length], values: labels },
  ]);
}

/** Errors: `not-found`, `damaged`. */
export async function readEpochPredictions(path: string): Promise<EpochPredictions> {
  const file = await openSafetensors(path);
  try {
    return { predicted: await file.readUint16('predicted'), labels: await file.readUint16('labels') };
  } finally {
    await file.close();
  }
}

async function write(file: string, tensors: readonly StoredTensor[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeSafetensors(file, tensors, {});
}

/** The class with the largest logit of each row [pictures, classes]; the first of equal ones. */
export function predictedClasses(logits: Float32Array, classes: number): Uint16Array {
  return Uint16Array.from({ length: logits.length / classes }, (_, picture) => {
    let best = picture * classes;
    for (let at = best + 1; at < (picture + 1) * classes; at++) {
      if ((logits[at] ?? 0) > (logits[best] ?? 0)) best = at;
    }
    return best - picture * classes;
  });
}
