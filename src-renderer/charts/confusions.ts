import { clusterOrder } from '../../src-shared/statistics/cluster-order.ts';

/** What was taken for what: `counts[actual · classes + predicted]` pictures. */
export interface Confusion {
  readonly classes: number;
  readonly counts: Float64Array;
}

/** A cell of a confusion matrix; both are class indices. */
export interface Cell {
  readonly actual: number;
  readonly predicted: number;
}

/** One kind of mistake with its pictures, or by how much it has more of them in one run than in another. */
export interface Mistake extends Cell {
  readonly count: number;
}

/** The matrix as an evaluation has it. */
export function confusionOf(rows: readonly (readonly number[])[]): Confusion {
  return { classes: rows.length, counts: Float64Array.from(rows.flat()) };
}

/** Counts answers. */
export function countConfusions(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): Confusion {
  const counts = new Float64Array(classes * classes);
  for (let picture = 0; picture < labels.length; picture++) {
    const at = (labels[picture] ?? 0) * classes + (predicted[picture] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { classes, counts };
}

/** What the second has more than the first, cell by cell. */
export function minus(second: Confusion, first: Confusion): Confusion {
  const counts = new Float64Array(second.counts.length);
  for (let at = 0; at < counts.length; at++) counts[at] = (second.counts[at] ?? 0) - (first.counts[at] ?? 0);
  return { classes: second.classes, counts };
}

/** Each row as shares of the pictures of its class; a class without pictures gives zeros. */
export function rowShares({ classes, counts }: Confusion): Confusion {
  const shares = new Float64Array(counts.length);
  for (let row = 0; row < classes; row++) {
    const total = rowTotal({ classes, counts }, row);
    if (total === 0) continue;
    for (let at = row * classes; at < (row + 1) * classes; at++) shares[at] = (counts[at] ?? 0) / total;
  }
  return { classes, counts: shares };
}

/** Pictures of a class. */
export function rowTotal({ classes, counts }: Confusion, row: number): number {
  let total = 0;
  for (let at = row * classes; at < (row + 1) * classes; at++) total += counts[at] ?? 0;
  return total;
}

/** The `limit` commonest mistakes, most frequent first; of a difference the largest, whichever way it goes. */
export function commonestConfusions({ classes, counts }: Confusion, limit: number): Mistake[] {
  const mistakes: Mistake[] = [];
  for (let actual = 0; actual < classes; actual++) {
    for (let predicted = 0; predicted < classes; predicted++) {
      const count = counts[actual * classes + predicted] ?? 0;
      if (count !== 0 && actual !== predicted) mistakes.push({ actual, predicted, count });
    }
  }
  return mistakes
    .sort((a, b) => Math.abs(b.count) - Math.abs(a.count) || a.actual - b.actual || a.predicted - b.predicted)
    .slice(0, limit);
}

/** What a class was taken for and what was taken for it, without what was right, most frequent first. */
export function mistakesOf({ classes, counts }: Confusion, index: number, limit: number) {
  const others = Array.from({ length: classes }, (_, other) => other).filter((other) => other !== index);
  const bySize = (mistakes: Mistake[]) =>
    mistakes
      .filter(({ count }) => count !== 0)
      .sort((a, b) => Math.abs(b.count) - Math.abs(a.count))
      .slice(0, limit);
  return {
    takenFor: bySize(
      others.map((other) => ({
        actual: index,
        predicted: other,
        count: counts[index * classes + other] ?? 0,
      })),
    ),
    mistakenFrom: bySize(
      others.map((other) => ({
        actual: other,
        predicted: index,
        count: counts[other * classes + index] ?? 0,
      })),
    ),
  };
}

/** In which order classes stand: as the data set has them, those together that are confused, or the worst recognised first. */
export const CONFUSION_ORDERS = ['given', 'clustered', 'worst'] as const;
export type ConfusionOrder = (typeof CONFUSION_ORDERS)[number];

/** Class indices in an order. */
export function orderOf(confusion: Confusion, order: ConfusionOrder): readonly number[] {
  const { classes } = confusion;
  if (order === 'clustered') return clusterOrder(confusion.counts, classes);
  const given = Array.from({ length: classes }, (_, index) => index);
  if (order === 'given') return given;
  const shares = rowShares(confusion).counts;
  const right = (index: number): number => shares[index * classes + index] ?? 0;
  return given.sort((a, b) => right(a) - right(b) || a - b);
}
