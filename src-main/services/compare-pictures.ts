import type { Run } from '../../src-shared/contract/runs.ts';
import type { RunPredictions } from './predictions.ts';

/** A run's pictures, and of which it was right. Without what it said of them, which for many runs would not fit memory. */
export interface JudgedPictures {
  readonly run: Run;
  readonly slots: RunPredictions['slots'];
  readonly checksums: RunPredictions['checksums'];
  readonly labels: RunPredictions['labels'];
  /** 1 where it was right, else 0. */
  readonly right: Uint8Array;
}

/** Right where the label's logit is above all others: ties count against the network, as in its figures. */
export function judgePictures(predictions: RunPredictions): JudgedPictures {
  const { run, slots, checksums, labels } = predictions;
  const right = Uint8Array.from(slots, (_, place) => isRight(predictions, place));
  return { run, slots, checksums, labels, right };
}

/** Pictures that several runs have answered. */
export interface CommonPictures {
  /** A run each: 1 where it was right on the picture, else 0. */
  readonly rights: readonly Uint8Array[];
  readonly pictures: number;
  /** Pictures that only some have, or that they know under different labels. */
  readonly leftOut: number;
}

/**
 * Matches the pictures of runs, which may be of different data sets or versions: by the record's slot and checksum, and by the label's name, because
 * the same picture may have got another one.
 */
export function commonPictures(all: readonly JudgedPictures[]): CommonPictures {
  const [first, ...others] = all;
  if (!first) return { rights: [], pictures: 0, leftOut: 0 };
  const places = others.map(({ slots }) => new Map(Array.from(slots, (slot, place) => [slot, place])));
  const matched: number[][] = [];
  for (const [place, slot] of first.slots.entries()) {
    const row = [place, ...places.map((one) => one.get(slot) ?? -1)];
    if (all.every((one, run) => isSamePicture(first, place, one, row[run] ?? -1))) matched.push(row);
  }
  const known = new Set(all.flatMap(({ slots }) => [...slots]));
  return {
    rights: all.map(({ right }, run) => Uint8Array.from(matched, (row) => right[row[run] ?? -1] ?? 0)),
    pictures: matched.length,
    leftOut: known.size - matched.length,
  };
}

function isSamePicture(a: JudgedPictures, placeA: number, b: JudgedPictures, placeB: number): boolean {
  return (
    placeB >= 0 &&
    a.checksums[placeA] === b.checksums[placeB] &&
    a.run.classes[a.labels[placeA] ?? -1] === b.run.classes[b.labels[placeB] ?? -1]
  );
}

function isRight({ logits, labels, run }: RunPredictions, place: number): number {
  const classes = run.classes.length;
  const label = labels[place] ?? -1;
  const own = logits[place * classes + label] ?? Number.NEGATIVE_INFINITY;
  for (let index = 0; index < classes; index++) {
    if (index !== label && !((logits[place * classes + index] ?? 0) < own)) return 0;
  }
  return 1;
}
