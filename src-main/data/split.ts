import type { Split } from '../../src-shared/figures.ts';
import { random } from '../../src-shared/random.ts';

/** A picture to be put into a split. `file` is unique in the data set. */
export interface UnsplitPicture {
  file: string;
  label: string;
  /** The split whose folder it lies in; null where the folder says nothing. */
  ownSplit: Split | null;
}

export interface SplitOptions {
  /** Shares of each class that are set aside, 0..1, together below 1. */
  val: number;
  test: number;
  seed: number;
}

/**
 * The split of each picture, class by class, so that every split has the classes in the same proportion. A split that the folder
 * brought stays as it is; where it brought none, `round(share × pictures)` are taken from the training pictures, drawn by
 * the seed. Training comes first: every class that has a training picture keeps one. The same files, shares and seed give
 * the same splits, in whatever order the files come.
 */
export function assignSplits(pictures: readonly UnsplitPicture[], options: SplitOptions): Split[] {
  const splits = pictures.map(({ ownSplit }) => ownSplit ?? 'train');
  const byLabel = Map.groupBy(pictures.keys(), (index) => pictures[index]?.label ?? '');
  const hasOwn = { val: splits.includes('val'), test: splits.includes('test') };
  for (const [label, indices] of byLabel) {
    const fileOf = (index: number) => pictures[index]?.file ?? '';
    const trainable = indices
      .filter((index) => splits[index] === 'train')
      .sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : 1));
    const drawn = random(options.seed, 'split', label).shuffle(trainable);
    const spare = Math.max(0, drawn.length - 1);
    const test = hasOwn.test ? 0 : Math.min(spare, Math.round(options.test * drawn.length));
    const val = hasOwn.val ? 0 : Math.min(spare - test, Math.round(options.val * drawn.length));
    for (const index of drawn.slice(0, test)) splits[index] = 'test';
    for (const index of drawn.slice(test, test + val)) splits[index] = 'val';
  }
  return splits;
}
