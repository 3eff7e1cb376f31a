import type { NewDataset, NewPicture } from '../../src-main/store/insert-dataset.ts';
import type { PictureRecord } from '../../src-main/store/records-table.ts';
import type { EpochFigures, StepPoint } from '../../src-shared/figures.ts';

/** The record that stands for picture file number `n`. */
export function recordOf(n: number, slot = n): PictureRecord {
  return {
    slot,
    sha256: n.toString(16).padStart(64, '0'),
    crc32: 4_000_000_000 + n,
    width: 500,
    height: 375,
  };
}

/** A data set of two classes with one picture a slot: cats are the even ones, every fifth is for the test split. */
export function datasetOf(name: string, slots: readonly number[]): NewDataset {
  const pictures = slots.map(
    (slot): NewPicture => ({
      slot,
      file: `${slot % 2 === 0 ? 'cat' : 'dog'}/${slot}.jpg`,
      classIndex: slot % 2,
      split: slot % 5 === 0 ? 'test' : 'train',
    }),
  );
  return { name, source: '/pictures', isSample: false, classes: ['cat', 'dog'], pictures, rejected: [] };
}

/** A point of step `step`. */
export function pointOf(step: number, loss = 1 / step): StepPoint {
  return { step, loss, top1: 0.5, learningRate: 0.01, stepMs: 60.5, dataWaitMs: 0.25 };
}

/** The points of the steps `first` to `last`. */
export function pointsOf(first: number, last: number): StepPoint[] {
  return Array.from({ length: last - first + 1 }, (_, i) => pointOf(first + i));
}

/** Figures of an epoch of ten steps. */
export function epochOf(epoch: number): EpochFigures {
  return {
    epoch,
    step: epoch * 10,
    train: { loss: 1.5, top1: 0.25 },
    val: { loss: 1.25, top1: 0.5, top5: 0.75 },
    seconds: 12.5,
    imagesPerSecond: 80,
  };
}
